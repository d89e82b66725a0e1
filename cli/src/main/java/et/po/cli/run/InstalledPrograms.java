package et.po.cli.run;

import et.po.cli.CommandException;
import et.po.cli.run.Program.Readiness;
import et.po.cli.run.Secrets.Name;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The programs as the build left them, told by their environment alone how to run here.
final class InstalledPrograms {
  private static final List<String> FLAGS =
      List.of(
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-XX:+ExitOnOutOfMemoryError");

  private final Path root;
  private final RunSettings settings;
  private final Layout data;
  private final Secrets secrets;

  private InstalledPrograms(Path root, RunSettings settings, Layout data, Secrets secrets) {
    this.root = root;
    this.settings = settings;
    this.data = data;
    this.secrets = secrets;
  }

  /// @param root the directory of the checkout
  static Programs in(Path root, RunSettings settings, Layout data, Secrets secrets) {
    InstalledPrograms installed = new InstalledPrograms(root, settings, data, secrets);
    return new Programs(
        installed.regtest(), installed.node(), installed.frost(), List.of("migrate"));
  }

  private Program regtest() {
    Path libraries = root.resolve("cli/target/lib");
    return new Program(
        "regtest",
        java(
            "-Xmx192m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            libraries + "/*",
            "et.po.regtest.RegtestServer"),
        Map.of(
            "REGTEST_DATA", data.regtest().toString(),
            "REGTEST_PORT", Integer.toString(settings.ports().regtest()),
            "REGTEST_USER", Endpoints.BITCOIN_USER,
            "REGTEST_PASSWORD", secrets.of(Name.BITCOIN_RPC),
            "REGTEST_BLOCK_INTERVAL", settings.blockInterval().toString()),
        new Readiness(loopback(settings.ports().regtest(), "/"), false));
  }

  private Program node() {
    Ports ports = settings.ports();
    Map<String, String> environment = new HashMap<>();
    environment.put("NODE_HOST", "127.0.0.1");
    environment.put("NODE_PORT", Integer.toString(ports.node()));
    environment.put("NODE_MANAGEMENT_PORT", Integer.toString(ports.nodeManagement()));
    environment.put("NODE_NETWORK", "regtest");
    environment.put("NODE_DATABASE_URL", databaseUrl("node"));
    environment.put("NODE_DATABASE_USER", "node");
    environment.put("NODE_DATABASE_PASSWORD", secrets.of(Name.NODE_DATABASE));
    environment.put("NODE_BITCOIN_URL", Endpoints.bitcoin(ports, secrets));
    // The run's own node serves what it stores; no public gateway does.
    environment.put("NODE_ARCHIVE_URL_PREFIX", "http://localhost:" + ports.node() + "/ipfs");
    environment.put("NODE_BATCH_WRITER_INTERVAL", settings.batchInterval().toString());
    environment.put("NODE_LOG_FORMAT", "text");
    return server("node", "-Xmx512m", environment, ports.nodeManagement());
  }

  private Program frost() {
    Ports ports = settings.ports();
    Map<String, String> environment = new HashMap<>();
    environment.put("FROST_HOST", "127.0.0.1");
    environment.put("FROST_PORT", Integer.toString(ports.frost()));
    environment.put("FROST_MANAGEMENT_PORT", Integer.toString(ports.frostManagement()));
    environment.put("FROST_PROFILE", "embedded");
    environment.put("FROST_DATABASE_URL", databaseUrl("frost"));
    environment.put("FROST_DATABASE_USER", "frost");
    environment.put("FROST_DATABASE_PASSWORD", secrets.of(Name.FROST_DATABASE));
    environment.put("POET_URL", "http://127.0.0.1:" + ports.node());
    environment.put("TEST_POET_URL", "http://127.0.0.1:" + ports.node());
    environment.put("FROST_MASTER_KEY", secrets.of(Name.FROST_MASTER_KEY));
    environment.put("JWT", secrets.of(Name.JWT));
    environment.put("VERIFIED_ACCOUNT", "true");
    environment.put("MAX_API_TOKENS", "5");
    environment.put("FROST_LOG_FORMAT", "text");
    return server("frost", "-Xmx384m", environment, ports.frostManagement());
  }

  private Program server(
      String name, String memory, Map<String, String> environment, int management) {
    Path jar = root.resolve(name).resolve("target/quarkus-app/quarkus-run.jar");
    if (!Files.isRegularFile(jar)) {
      throw CommandException.unable(name + " is not built: there is no " + jar + ".");
    }
    return new Program(
        name,
        java(memory, "-jar", jar.toString()),
        environment,
        new Readiness(loopback(management, "/q/health/ready"), true));
  }

  private String databaseUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:" + settings.ports().postgresql() + "/" + database;
  }

  private static List<String> java(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.addAll(List.of(arguments));
    return command;
  }

  private static URI loopback(int port, String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }
}
