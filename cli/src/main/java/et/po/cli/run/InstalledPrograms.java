package et.po.cli.run;

import et.po.cli.Checkout;
import et.po.cli.run.Secrets.Name;
import et.po.postgresql.Place;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The programs as the build left them, told by their environment alone how to run here.
final class InstalledPrograms {
  private final Checkout checkout;
  private final RunSettings settings;
  private final Layout data;
  private final Secrets secrets;
  private final Addresses addresses;

  private InstalledPrograms(Checkout checkout, RunSettings settings, Layout data, Secrets secrets) {
    this.checkout = checkout;
    this.settings = settings;
    this.data = data;
    this.secrets = secrets;
    this.addresses = new Addresses(settings.ports(), secrets, settings.places());
  }

  static Programs in(Checkout checkout, RunSettings settings, Layout data, Secrets secrets) {
    InstalledPrograms installed = new InstalledPrograms(checkout, settings, data, secrets);
    return switch (settings.services()) {
      case EMBEDDED -> installed.embedded();
      case REAL -> installed.real();
    };
  }

  private Programs embedded() {
    Service chain = new ProgramService(regtest(), data.logs(), data.processes());
    Program node = server("node", "node", 512, node(1), settings.ports().nodeManagement());
    return new Programs(
        List.of(chain), List.of(node), List.of(frost(1, masterKey())), List.of("migrate"));
  }

  private Programs real() {
    RealServices real = new RealServices(checkout, addresses, data);
    List<Program> roles = new ArrayList<>();
    List<Program> frosts = new ArrayList<>();
    for (int copy = 1; copy <= settings.copies(); copy++) {
      for (NodeRole role : NodeRole.values()) {
        roles.add(role(role, copy, real.nodeEnvironment()));
      }
      frosts.add(frost(copy, real.frostEnvironment()));
    }
    return new Programs(real.services(settings.blockInterval()), roles, frosts, List.of("migrate"));
  }

  private Program regtest() {
    Path libraries = checkout.root().resolve("cli/target/lib");
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
            "REGTEST_PORT", Integer.toString(settings.ports().bitcoin()),
            "REGTEST_USER", Addresses.USER,
            "REGTEST_PASSWORD", secrets.of(Name.BITCOIN_RPC),
            "REGTEST_BLOCK_INTERVAL", settings.blockInterval().toString()),
        loopback(settings.ports().bitcoin()),
        Optional.empty());
  }

  private Map<String, String> node(int copy) {
    Ports ports = settings.ports();
    Map<String, String> environment = new HashMap<>();
    environment.put("NODE_HOST", "127.0.0.1");
    environment.put("NODE_PORT", Integer.toString(ports.node(copy)));
    environment.put("NODE_MANAGEMENT_PORT", Integer.toString(ports.nodeManagement()));
    environment.put("NODE_NETWORK", "regtest");
    environment.put("NODE_DATABASE_URL", addresses.jdbc("node"));
    environment.put("NODE_DATABASE_USER", "node");
    environment.put("NODE_DATABASE_PASSWORD", secrets.of(Name.NODE_DATABASE));
    environment.put("NODE_BITCOIN_URL", addresses.bitcoin());
    // The run's own node serves what it stores; no public gateway does.
    environment.put("NODE_ARCHIVE_URL_PREFIX", "http://localhost:" + ports.node() + "/ipfs");
    environment.put("NODE_BATCH_WRITER_INTERVAL", settings.batchInterval().toString());
    environment.put("NODE_IPFS_INTERVAL", "PT1S");
    environment.put("NODE_LOG_FORMAT", "text");
    return environment;
  }

  private Program role(NodeRole role, int copy, Map<String, String> services) {
    Map<String, String> environment = node(copy);
    environment.putAll(services);
    environment.put("NODE_ROLES", role.text());
    environment.put("NODE_DATABASE_CONNECTIONS", Integer.toString(role.connections()));
    int management = settings.ports().nodeManagement(role, copy);
    environment.put("NODE_MANAGEMENT_PORT", Integer.toString(management));
    Place place = addresses.of(role, copy);
    environment.put("NODE_HOST", place.host());
    return server(role.process(copy), "node", role.memory(), environment, place, management);
  }

  private Map<String, String> masterKey() {
    return Map.of("FROST_MASTER_KEY", secrets.of(Name.FROST_MASTER_KEY));
  }

  /// Each copy has the node's API of the same number: nothing stands between that would choose one.
  private Program frost(int copy, Map<String, String> custody) {
    Ports ports = settings.ports();
    Map<String, String> environment = new HashMap<>(custody);
    environment.put("FROST_HOST", "127.0.0.1");
    environment.put("FROST_PORT", Integer.toString(ports.frost(copy)));
    environment.put("FROST_MANAGEMENT_PORT", Integer.toString(ports.frostManagement(copy)));
    environment.put("FROST_PROFILE", "embedded");
    environment.put("FROST_DATABASE_URL", addresses.jdbc("frost"));
    environment.put("FROST_DATABASE_USER", "frost");
    environment.put("FROST_DATABASE_PASSWORD", secrets.of(Name.FROST_DATABASE));
    environment.put("POET_URL", "http://127.0.0.1:" + ports.node(copy));
    environment.put("TEST_POET_URL", "http://127.0.0.1:" + ports.node(copy));
    environment.put("JWT", secrets.of(Name.JWT));
    environment.put("FROST_LOG_FORMAT", "text");
    return server(
        "frost" + NodeRole.suffix(copy), "frost", 384, environment, ports.frostManagement(copy));
  }

  private Program server(
      String name, String module, int megabytes, Map<String, String> environment, int management) {
    return server(name, module, megabytes, environment, Place.LOOPBACK, management);
  }

  private Program server(
      String name,
      String module,
      int megabytes,
      Map<String, String> environment,
      Place place,
      int management) {
    Path jar = checkout.built(module + "/target/quarkus-app/quarkus-run.jar");
    return new Program(
        name,
        place.command(java("-Xmx" + megabytes + "m", "-jar", jar.toString())),
        environment,
        at(place, management));
  }

  private static List<String> java(String... arguments) {
    List<String> all = new ArrayList<>(List.of("-XX:+ExitOnOutOfMemoryError"));
    all.addAll(List.of(arguments));
    return Checkout.java(all);
  }

  private static URI loopback(int port) {
    return at(Place.LOOPBACK, port);
  }

  private static URI at(Place place, int port) {
    return URI.create("http://" + place.host() + ":" + port + "/");
  }
}
