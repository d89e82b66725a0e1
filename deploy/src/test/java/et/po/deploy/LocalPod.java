package et.po.deploy;

import static et.po.deploy.Manifest.elements;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Runs a pod's containers and probes without a container: what the pod mounts is in a directory of
/// a test, and ports are free ones. All else is word by word what a kubelet would start.
final class LocalPod implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Path directory;
  private final Map<String, String> here = new HashMap<>();
  private Optional<Process> server = Optional.empty();

  /// @param mounts paths in the pod
  LocalPod(Path directory, String... mounts) throws IOException {
    this.directory = directory;
    for (String path : mounts) {
      here.put(path, Files.createDirectories(directory.resolve(path.substring(1))).toString());
    }
    Files.createDirectories(directory.resolve("bin"));
  }

  /// How a command ended, and what it printed.
  record Ending(int code, String printed) {}

  /// Something to wait for; that a connection fails says that it is not yet so.
  @FunctionalInterface
  interface Condition {
    boolean holds() throws Exception;
  }

  /// What is called so in the image.
  ///
  /// @param command quoted for a shell
  void provide(String name, String command) throws IOException {
    Path script = directory.resolve("bin").resolve(name);
    Files.writeString(script, "#!/bin/sh\nexec " + command + " \"$@\"\n");
    assertTrue(script.toFile().setExecutable(true));
  }

  /// Another text than the one that was rendered.
  void replace(String rendered, String other) {
    here.put(rendered, other);
  }

  /// A port that is free, instead of the one that was rendered.
  String freePort(int rendered) throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(socket.getLocalPort());
      here.put(Integer.toString(rendered), port);
      return port;
    }
  }

  /// Where a path of the pod is.
  Path path(String inPod) {
    return Path.of(here(inPod));
  }

  /// In one go, for what stands here may look like something that stands there.
  private String here(String text) {
    String rendered =
        here.keySet().stream()
            .map(place -> "(?<![0-9])" + Pattern.quote(place) + "(?![0-9])")
            .collect(Collectors.joining("|"));
    return Pattern.compile(rendered)
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(here.getOrDefault(found.group(), "")));
  }

  /// Starts the container's program, the one that [#close] ends.
  void start(JsonNode container) throws IOException {
    server =
        Optional.of(
            process(container, container.path("command"))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start());
  }

  /// Runs a container that ends by itself.
  Ending run(JsonNode container) throws IOException, InterruptedException {
    return run(container, container.path("command"));
  }

  /// Runs the command of a probe.
  Ending probe(JsonNode probe) throws IOException, InterruptedException {
    return run(probe, probe.at("/exec/command"));
  }

  private Ending run(JsonNode container, JsonNode command)
      throws IOException, InterruptedException {
    Process process =
        process(container, command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ending(process.waitFor(), printed);
  }

  private ProcessBuilder process(JsonNode container, JsonNode command) {
    ProcessBuilder builder =
        new ProcessBuilder(
                // Which finds the program in the changed path.
                Stream.concat(
                        Stream.of("/usr/bin/env"),
                        elements(command).map(JsonNode::asText).map(this::here))
                    .toList())
            .directory(directory.toFile());
    Map<String, String> environment = builder.environment();
    environment.merge("PATH", directory.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
    elements(container.path("env"))
        .forEach(entry ->
            environment.put(entry.path("name").asText(), here(entry.path("value").asText())));
    return builder;
  }

  /// Waits while the program runs, and not for ever.
  void await(Condition condition) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!holds(condition)) {
      assertTrue(
          server.orElseThrow().isAlive() && System.nanoTime() < end,
          Files.readString(directory.resolve("log")));
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  private static boolean holds(Condition condition) throws Exception {
    try {
      return condition.holds();
    } catch (IOException e) {
      return false;
    }
  }

  /// Tells the program to end, as a kubelet does.
  ///
  /// @return its exit code
  int end() throws InterruptedException {
    server.orElseThrow().destroy();
    assertTrue(server.orElseThrow().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    return server.orElseThrow().exitValue();
  }

  @Override
  public void close() {
    server.ifPresent(Process::destroyForcibly);
  }
}
