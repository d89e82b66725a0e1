package et.po.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import et.po.servers.ServerCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Every command of the operators' page about Kubernetes, on a cluster of real nodes.
@Tag("real")
class OperatorsWalkTest {
  private static final Path RESOURCES = Checkout.ROOT.resolve("system-tests/src/test/resources");
  private static final Path IMAGES = Checkout.ROOT.resolve("target/images");
  private static final Duration PATIENCE = Duration.ofMinutes(20);

  @Test
  void page_leadsFromNothing_toTheFirstAnchoredWork() throws IOException {
    for (String tool :
        List.of("kubernetes", "etcd", "containerd", "coredns", "pause", "helm", "vault")) {
      assumeTrue(
          Files.exists(ServerCache.directory(tool)),
          tool + " is not in the cache: ./poet tools fetches it");
    }
    try (Checkout checkout = Checkout.open()) {
      Path cluster = checkout.path("cluster");
      Files.createSymbolicLink(checkout.path("deploy"), Checkout.ROOT.resolve("deploy"));
      Path programs = Files.createDirectory(checkout.path("programs"));
      Files.createSymbolicLink(programs.resolve("helm"), fetched("helm"));
      Files.createSymbolicLink(
          programs.resolve("kubectl"), fetched("kubernetes").resolve("kubectl"));
      release(checkout);
      try {
        done(
            checkout,
            "./poet",
            "cluster",
            "up",
            "--nodes",
            "real",
            "--zones",
            "1",
            "--data",
            cluster.toString());
        String said =
            Walk.of("docs/operations/kubernetes.md")
                .go(checkout, environment(programs, cluster), OperatorsWalkTest::here, PATIENCE)
                .output();
        assertTrue(said.contains("\"roles\":{\"api\":\"ok\""), said);
        assertTrue(said.contains("TEST SUITE:     frost-api-smoke"), said);
        for (String release : List.of("frost-api", "node-testnet")) {
          assertTrue(said.matches("(?s).*" + release + "\\s+media\\s+1\\s.*deployed.*"), said);
        }
      } finally {
        done(checkout, "./poet", "cluster", "down", "--data", cluster.toString());
      }
    }
  }

  /// The version of a tool that is in the cache.
  private static Path fetched(String tool) throws IOException {
    try (Stream<Path> files = Files.list(ServerCache.directory(tool))) {
      return files
          .filter(file -> file.getFileName().toString().matches(tool + "-[0-9.]+[0-9]"))
          .findFirst()
          .orElseThrow();
    }
  }

  /// What an operator gets from us: images, and the key that they are signed with.
  private static void release(Checkout checkout) throws IOException {
    done(
        checkout,
        "openssl",
        "genpkey",
        "-algorithm",
        "EC",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-out",
        "release.pem");
    done(checkout, "openssl", "pkey", "-in", "release.pem", "-pubout", "-out", "release.pub");
    done(checkout, "./poet", "image", "build", "--key", "release.pem");
    for (String program : List.of("node", "frost")) {
      for (String part : List.of(".tar", ".digest", ".cdx.json", ".payload.json", ".sig")) {
        Files.createSymbolicLink(checkout.path(program + part), IMAGES.resolve(program + part));
      }
    }
  }

  /// The chain is one of the cluster's own, and what is beside the cluster is elsewhere.
  private static String here(String script) {
    String changed =
        script.replace("@bitcoin:48332/wallet/anchors", "@bitcoin.chain:18443/wallet/poet");
    for (String program : List.of("node", "frost-api")) {
      String values = "-f deploy/environments/operator/" + program + ".yaml";
      assertTrue(changed.contains(values), changed);
      changed =
          changed.replace(
              values, values + " -f " + RESOURCES.resolve("operator/" + program + ".yaml"));
    }
    return changed;
  }

  private static Map<String, String> environment(Path programs, Path cluster) throws IOException {
    JsonNode secrets = new ObjectMapper().readTree(cluster.resolve("secrets.json").toFile());
    return Map.of(
        "PATH", programs + ":" + System.getenv("PATH"),
        "KUBECONFIG", cluster.resolve("kubeconfig").toString(),
        "NODE_DATABASE_PASSWORD", secrets.get("NODE_DATABASE").asText(),
        "FROST_DATABASE_PASSWORD", secrets.get("FROST_DATABASE").asText(),
        "BITCOIN_PASSWORD", secrets.get("BITCOIN_RPC").asText());
  }

  private static void done(Checkout checkout, String... command) throws IOException {
    Finished finished = Finished.run(checkout.command(List.of(command)), PATIENCE);
    assertEquals(0, finished.exitCode(), () -> List.of(command) + ": " + finished);
  }
}
