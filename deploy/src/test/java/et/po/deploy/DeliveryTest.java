package et.po.deploy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands that the pipelines call, in a repository that is made for it.
class DeliveryTest {
  private static final String FIRST = "sha256:" + "1".repeat(64);
  private static final String SECOND = "sha256:" + "2".repeat(64);
  private static final List<String> RUNNER =
      List.of("GITHUB_RUN_ID=7", "GITHUB_RUN_ATTEMPT=1", "GITHUB_ACTOR=somebody");

  @TempDir private Path directory;

  private Path repository;
  private Path versions;

  @BeforeEach
  void makeRepository() throws Exception {
    repository = Files.createDirectory(directory.resolve("repository"));
    Files.createDirectory(repository.resolve(".ci"));
    for (Path file : Tree.files(Tree.ROOT.resolve(".ci"), "")) {
      Files.copy(file, repository.resolve(".ci").resolve(file.getFileName()));
    }
    versions = repository.resolve("deploy/environments/versions.yaml");
    Files.createDirectories(versions.getParent());
    Files.copy(Tree.ENVIRONMENTS.resolve("versions.yaml"), versions);
    done("git", "init", "-q", "-b", "main");
    done("git", "add", ".");
    commit("first");
  }

  private void commit(String subject) throws Exception {
    done(
        "git",
        "-c",
        "user.name=test",
        "-c",
        "user.email=test@example.org",
        "commit",
        "-q",
        "-am",
        subject);
  }

  @Test
  void versions_goToQa_thenToProd_andBack() throws Exception {
    done(".ci/versions", "set", "qa", "poet-node", "1.2.3", "2.14.0", FIRST);
    done(".ci/versions", "promote", "poet-node");
    commit("both have the first");
    assertEquals(
        List.of("poet-node 1.2.3 2.14.0 " + FIRST, "poet-frost-api 0.1.0 0.1.0 "), running("prod"));
    done(".ci/versions", "set", "qa", "poet-node", "1.2.4", "2.14.1", SECOND);
    commit("QA has the second");
    done(".ci/versions", "promote", "poet-node");
    commit("PROD has the second");
    assertEquals(running("qa"), running("prod"));
    assertEquals(
        "poet-node in prod: chart 1.2.3, program 2.14.0, " + FIRST + "\n",
        done(".ci/versions", "rollback", "prod", "poet-node"));
    assertEquals("poet-node 1.2.3 2.14.0 " + FIRST, running("prod").getFirst());
    assertEquals("poet-node 1.2.4 2.14.1 " + SECOND, running("qa").getFirst());
    // Every line is as it was but for its versions, and what is said of them stays.
    assertEquals(
        withoutVersions(Tree.read(Tree.ENVIRONMENTS.resolve("versions.yaml"))),
        withoutVersions(Tree.read(versions)));
  }

  private static String withoutVersions(String text) {
    return text.replaceAll("chartVersion: .*", "");
  }

  /// Chart, its version, the program's, and the image's digest: of nodes and then of Frost.
  private List<String> running(String environment) {
    return Tree.documents(Tree.read(versions))
        .getFirst()
        .valueStream()
        .filter(line -> line.path("environment").asText().equals(environment))
        .map(line ->
            String.join(
                " ",
                line.path("chart").asText(),
                line.path("chartVersion").asText(),
                line.path("appVersion").asText(),
                line.path("digest").asText()))
        .distinct()
        .sorted(Comparator.reverseOrder())
        .toList();
  }

  @Test
  void versions_thatCannotBe_areRefusedAndChangeNothing() throws Exception {
    String before = Tree.read(versions);
    String[][] refused = {
      {"no environment dev", "set", "dev", "poet-node", "1.2.3", "2.14.0", FIRST},
      {"no poet-none in qa", "set", "qa", "poet-none", "1.2.3", "2.14.0", FIRST},
      {"like 1.2.4, not 1.2", "set", "qa", "poet-node", "1.2", "2.14.0", FIRST},
      {"not latest", "set", "qa", "poet-node", "1.2.3", "latest", FIRST},
      {"sha256: and 64 digits", "set", "qa", "poet-node", "1.2.3", "2.14.0", "sha256:1"},
      {"sha256: and 64 digits", "promote", "poet-node"},
      {"Nothing else ever ran", "rollback", "prod", "poet-node"},
      {"usage:", "promote"},
    };
    // As long as QA and PROD are equal there is nothing to promote.
    Files.writeString(
        versions,
        before.replace(
            "environment: prod, release: node-mainnet, chart: poet-node, chartVersion: 0.1.0",
            "environment: prod, release: node-mainnet, chart: poet-node, chartVersion: 0.0.9"));
    assertTrue(fails(".ci/versions", "promote", "poet-node").contains("differ"));
    Files.writeString(
        versions, before.replaceAll("(prod, .*poet-node, chartVersion: )0.1.0", "$10.0.9"));
    String uneven = Tree.read(versions);
    for (String[] one : refused) {
      String[] command = one.clone();
      command[0] = ".ci/versions";
      if (one[1].equals("rollback")) {
        Files.writeString(versions, before);
      }
      String said = fails(command);
      assertTrue(said.contains(one[0]), said);
      assertEquals(one[1].equals("rollback") ? before : uneven, Tree.read(versions));
      Files.writeString(versions, uneven);
    }
  }

  /// `gh` is a double here, which writes down what it is asked for; git is git.
  @Test
  void change_isProposedOnABranchOfItsOwn_andTheCheckIsStarted() throws Exception {
    done("git", "clone", "-q", "--bare", ".", directory.resolve("origin").toString());
    done("git", "remote", "add", "origin", directory.resolve("origin").toString());
    Path asked = directory.resolve("asked");
    Path tools = Files.createDirectory(directory.resolve("tools"));
    Files.writeString(tools.resolve("gh"), "#!/bin/sh\necho \"$*\" >>'" + asked + "'\n");
    assertTrue(tools.resolve("gh").toFile().setExecutable(true));
    done(".ci/versions", "set", "qa", "poet-node", "1.2.3", "2.14.0", FIRST);
    done(
        "env",
        "PATH=" + tools + ":" + System.getenv("PATH"),
        RUNNER.get(0),
        RUNNER.get(1),
        RUNNER.get(2),
        ".ci/propose",
        "versions: poet-node 1.2.3 goes to QA");
    assertEquals(
        "versions: poet-node 1.2.3 goes to QA\n",
        done("git", "--git-dir=../origin", "log", "-1", "--format=%s", "versions/7-1"));
    assertEquals("first\n", done("git", "--git-dir=../origin", "log", "-1", "--format=%s", "main"));
    String said = Tree.read(asked);
    assertTrue(said.contains("pr create --head versions/7-1 --base main"), said);
    assertTrue(said.contains("workflow run check.yml --ref versions/7-1"), said);
  }

  @Test
  void chart_isPacked_signed_andTheSameEachTime() throws Exception {
    Map<String, String> keys = keys();
    Path once = directory.resolve("once");
    Path again = directory.resolve("again");
    run(Tree.ROOT, keys, 0, ".ci/chart", "poet-node-" + version(), once.toString());
    run(Tree.ROOT, Map.of(), 0, ".ci/chart", "poet-node-" + version(), again.toString());
    Path packed = Tree.files(once, ".tgz").getFirst();
    assertArrayEquals(
        Files.readAllBytes(packed), Files.readAllBytes(Tree.files(again, ".tgz").getFirst()));
    assertTrue(Files.exists(Path.of(packed + ".sig")));
    assertEquals(1, Tree.files(again, "").size());
    // What is packed renders as what is in the tree.
    String values = Tree.CHARTS.resolve("poet-node/ci/alone-values.yaml").toString();
    run(once, Map.of(), 0, "tar", "-xzf", packed.toString());
    assertEquals(
        rendered(Tree.CHARTS.resolve("poet-node"), values),
        rendered(once.resolve("poet-node"), values));
  }

  private static String rendered(Path chart, String values) {
    return new Helm(chart)
        .template()
        .withName("one")
        .withKubeVersion(Charts.KUBERNETES)
        .withValuesFile(Path.of(values))
        .call();
  }

  @Test
  void tag_thatSaysAnotherVersion_isRefused() throws Exception {
    String output = directory.resolve("out").toString();
    assertTrue(
        run(Tree.ROOT, Map.of(), 1, ".ci/chart", "poet-node-99.0.0", output).contains("99.0.0"));
    assertTrue(
        run(Tree.ROOT, Map.of(), 1, ".ci/chart", "poet-common-0.1.0", output)
            .contains("no chart poet-common"));
    assertTrue(run(Tree.ROOT, Map.of(), 1, ".ci/app-version", "app-99.0.0").contains("99.0.0"));
    assertFalse(Files.exists(directory.resolve("out")));
  }

  @Test
  void signature_thatOthersWouldNotAccept_isNotReleased() throws Exception {
    Map<String, String> keys = new HashMap<>(keys());
    keys.put("RELEASE_PUBLIC_KEY", key("other").get("RELEASE_PUBLIC_KEY"));
    Path output = directory.resolve("out");
    String said = run(Tree.ROOT, keys, 1, ".ci/chart", "poet-node-" + version(), output.toString());
    assertTrue(said.contains("Verification"), said);
    assertFalse(said.contains("PRIVATE KEY"));
    assertEquals(List.of(), Tree.files(output, ".sig"));
  }

  private static String version() {
    return Tree.yaml(Tree.CHARTS.resolve("poet-node/Chart.yaml")).path("version").asText();
  }

  private Map<String, String> keys() throws Exception {
    return key("release");
  }

  private Map<String, String> key(String name) throws Exception {
    String file = directory.resolve(name + ".pem").toString();
    done(
        "openssl",
        "genpkey",
        "-algorithm",
        "EC",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-out",
        file);
    return Map.of(
        "RELEASE_KEY", Tree.read(Path.of(file)),
        "RELEASE_PUBLIC_KEY", done("openssl", "pkey", "-in", file, "-pubout"));
  }

  private String done(String... command) throws Exception {
    return run(repository, Map.of(), 0, command);
  }

  private String fails(String... command) throws Exception {
    return run(repository, Map.of(), 1, command);
  }

  private static String run(
      Path where, Map<String, String> environment, int exitCode, String... command)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(where.toFile());
    if (command[0].startsWith(".ci/")) {
      builder.command().set(0, where.resolve(command[0]).toString());
    }
    // A hook's or a caller's repository is not the one that is meant.
    builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
    builder.environment().putAll(environment);
    Process process = builder.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(exitCode, process.waitFor(), () -> List.of(command) + ": " + said);
    return said;
  }
}
