package et.po.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/// `compose.yaml` against what the programs read.
class ComposeFileTest {
  private static final Path FILE = Checkout.ROOT.resolve("compose.yaml");
  private static final Pattern SECRET = Pattern.compile(".*(PASSWORD|PASS|JWT)");
  private static final Pattern REQUIRED = Pattern.compile(".*\\$\\{[A-Z_]+:\\?.*");

  /// What is the same for every role stands in the file once.
  private static final int MOST_ALIASES = 200;

  private final Map<String, Map<String, Object>> services = services();

  @SuppressWarnings("unchecked")
  private static Map<String, Map<String, Object>> services() {
    try {
      LoaderOptions options = new LoaderOptions();
      options.setMaxAliasesForCollections(MOST_ALIASES);
      Map<String, Object> file = new Yaml(options).load(Files.readString(FILE));
      return (Map<String, Map<String, Object>>) Objects.requireNonNull(file.get("services"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Map<String, String> environment(String service) {
    Map<String, String> environment = new TreeMap<>();
    Map<String, Object> described = Objects.requireNonNull(services.get(service));
    if (described.get("environment") instanceof Map<?, ?> values) {
      values.forEach((name, value) -> environment.put(name.toString(), value.toString()));
    }
    return environment;
  }

  private List<String> of(String program) {
    return services.keySet().stream().filter(name -> name.startsWith(program)).toList();
  }

  /// The names in the table of a program's settings.
  private static Set<String> documented(String program) throws IOException {
    String page = Files.readString(Checkout.ROOT.resolve("docs/operations/settings.md"));
    String part = page.split("\n## " + program + "\n", 2)[1].split("\n## ", 2)[0];
    Set<String> names = new TreeSet<>();
    part.lines()
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.split("\\|")[1])
        .forEach(cell ->
            Pattern.compile("`([A-Z_]+)`")
                .matcher(cell)
                .results()
                .forEach(name -> names.add(name.group(1))));
    return names;
  }

  @Test
  void settings_areThoseThatTheProgramsRead() throws IOException {
    for (String program : List.of("node", "frost")) {
      Set<String> known = documented(program);
      assertTrue(known.size() > 20, known::toString);
      for (String service : of(program)) {
        Set<String> unknown = new TreeSet<>(environment(service).keySet());
        unknown.removeAll(known);
        assertEquals(Set.of(), unknown, service);
      }
    }
  }

  @Test
  void settings_thatAProgramCannotDoWithout_areGiven() {
    for (String service : of("node")) {
      assertTrue(
          environment(service)
              .keySet()
              .containsAll(
                  Set.of(
                      "NODE_NETWORK",
                      "NODE_DATABASE_URL",
                      "NODE_DATABASE_USER",
                      "NODE_DATABASE_PASSWORD",
                      "NODE_RABBITMQ_URL",
                      "NODE_BITCOIN_URL",
                      "NODE_IPFS_URLS")),
          service);
    }
    for (String service : of("frost")) {
      assertTrue(
          environment(service)
              .keySet()
              .containsAll(
                  Set.of(
                      "FROST_DATABASE_URL",
                      "FROST_DATABASE_USER",
                      "FROST_DATABASE_PASSWORD",
                      "JWT",
                      "VAULT_URL",
                      "VAULT_TOKEN_FILE",
                      "POET_URL",
                      "FROST_SMTP_HOST",
                      "FROST_VERIFIED_ACCOUNT",
                      "FROST_CHANGE_PASSWORD")),
          service);
    }
  }

  @Test
  void roles_haveAServiceEach() {
    List<String> roles = new ArrayList<>();
    of("node")
        .forEach(service -> {
          String role = environment(service).get("NODE_ROLES");
          if (role != null) {
            assertEquals("node-" + role, service);
            roles.add(role);
          }
        });
    assertEquals(
        Set.of(
            "api",
            "storage-writer",
            "batch-writer",
            "blockchain-writer",
            "blockchain-reader",
            "batch-reader",
            "storage-reader",
            "view",
            "health"),
        Set.copyOf(roles));
    assertEquals(9, roles.size());
  }

  /// What stands in the file is everybody's.
  @Test
  void secrets_haveNoDefault() {
    for (String service : services.keySet()) {
      environment(service)
          .forEach((name, value) -> {
            if (SECRET.matcher(name).matches() && !name.equals("FROST_SMTP_PASSWORD")) {
              assertTrue(REQUIRED.matcher(value).matches(), service + " " + name);
            }
            // As in an address: user, colon, password.
            assertTrue(
                !value.matches(".*//[^/]*:[^/]*@.*") || REQUIRED.matcher(value).matches(),
                service + " " + name);
          });
    }
  }

  @Test
  void services_arePinned_keptRunning_andAsked() {
    services.forEach((name, service) -> {
      assertTrue(image(name).matches("[a-z/]+:v?[0-9][0-9.]+"), name + " " + image(name));
      assertEquals(isTask(name) ? "on-failure" : "unless-stopped", service.get("restart"), name);
      // Ours have nothing in them that could ask; their management port does from outside.
      boolean isAsked =
          isOurs(name)
              ? service.getOrDefault("ports", List.of()).toString().matches(".*:900[01][],].*")
              : service.containsKey("healthcheck");
      assertTrue(isTask(name) || name.equals("miner") || isAsked, name);
    });
  }

  @Test
  void ports_areOnLoopbackAlone() {
    services.forEach((name, service) -> {
      if (service.get("ports") instanceof List<?> ports) {
        ports.forEach(port -> assertTrue(port.toString().startsWith("127.0.0.1:"), name));
      }
    });
  }

  @Test
  void programs_areOurOwnImages_asRestrictedAsTheChartsHaveThem() throws IOException {
    // What `./poet image build` calls them.
    String version =
        Files.readString(Checkout.ROOT.resolve("pom.xml"))
            .replaceAll("(?s).*?<version>(.*?)</version>.*", "$1");
    List<String> ours = services.keySet().stream().filter(this::isOurs).toList();
    assertEquals(12, ours.size(), ours::toString);
    for (String name : ours) {
      Map<String, Object> service = Objects.requireNonNull(services.get(name));
      String program = name.replaceAll("-.*", "");
      assertEquals("poet/" + program + ":" + version, image(name));
      assertEquals("never", service.get("pull_policy"), name);
      assertEquals(true, service.get("read_only"), name);
      assertEquals(List.of("/tmp:size=64m,mode=1777"), service.get("tmpfs"), name);
      assertEquals(List.of("ALL"), service.get("cap_drop"), name);
      assertEquals(List.of("no-new-privileges"), service.get("security_opt"), name);
      assertFalse(service.containsKey("cap_add") || service.containsKey("privileged"), name);
      assertFalse(service.containsKey("user") || service.containsKey("volumes"), name);
      assertTrue(
          Objects.requireNonNull(service.get("entrypoint"))
              .toString()
              .startsWith("[java, @/app/jvm.options, "),
          name);
    }
    assertTrue(services.values().stream().noneMatch(service -> service.containsKey("build")));
  }

  private boolean isOurs(String service) {
    return service.startsWith("node") || service.startsWith("frost");
  }

  private static boolean isTask(String service) {
    return service.endsWith("-migrate");
  }

  private String image(String service) {
    return Objects.requireNonNull(Objects.requireNonNull(services.get(service)).get("image"))
        .toString()
        .replaceAll("\\$\\{[A-Z_]+:-(.*)}", "$1");
  }

  @Test
  void file_isValid_toTheProgramThatReadsIt() throws IOException, InterruptedException {
    assumeTrue(
        new ProcessBuilder("sh", "-c", "docker compose version")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor()
            == 0,
        "there is no docker compose here, which reads compose.yaml");
    ProcessBuilder command =
        new ProcessBuilder("docker", "compose", "--file", FILE.toString(), "config", "--quiet")
            .redirectErrorStream(true);
    command.environment().putAll(everything());
    Process process = command.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
  }

  /// A value for each name that the file asks for.
  private static Map<String, String> everything() throws IOException {
    Map<String, String> values = new HashMap<>();
    Pattern.compile("\\$\\{([A-Z_]+):\\?")
        .matcher(Files.readString(FILE))
        .results()
        .forEach(name -> values.put(name.group(1), "value"));
    return values;
  }
}
