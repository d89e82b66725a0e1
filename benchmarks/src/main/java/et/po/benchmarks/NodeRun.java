package et.po.benchmarks;

import et.po.protocol.json.Json;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.MalformedJsonException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// A `./poet run` of its own, in a directory that goes away.
final class NodeRun {
  private static final String PORT_OFFSET = "11000";
  private static final Duration LONGEST_START = Duration.ofMinutes(2);
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final Path directory;
  private final Map<String, String> environment;
  private final Process process;
  private final double secondsToReady;
  private final JsonObject endpoints;

  private NodeRun(
      Path directory,
      Map<String, String> environment,
      Process process,
      double secondsToReady,
      JsonObject endpoints) {
    this.directory = directory;
    this.environment = environment;
    this.process = process;
    this.secondsToReady = secondsToReady;
    this.endpoints = endpoints;
  }

  /// How much memory the node uses.
  record Memory(double heapMegabytes, double residentMegabytes) {}

  static NodeRun start() throws Exception {
    return start(Map.of());
  }

  /// @param environment settings of the programs which the run does not set itself
  static NodeRun start(Map<String, String> environment) throws Exception {
    return start(Files.createTempDirectory("poet-bench"), environment);
  }

  /// The same data once more.
  NodeRun again() throws Exception {
    return start(directory, environment);
  }

  private static NodeRun start(Path directory, Map<String, String> environment) throws Exception {
    String root = System.getProperty("poet.root");
    if (root == null) {
      throw new IllegalStateException("it is started by ./poet bench");
    }
    Path data = directory.resolve("data");
    Path endpoints = data.resolve("endpoints.json");
    long begun = System.nanoTime();
    ProcessBuilder builder =
        new ProcessBuilder(
                root + "/poet", "run", "--data", data.toString(), "--port-offset", PORT_OFFSET)
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(directory.resolve("run.log").toFile()));
    builder.environment().putAll(environment);
    Process process = builder.start();
    while (!Files.exists(endpoints)) {
      if (!process.isAlive() || System.nanoTime() - begun > LONGEST_START.toNanos()) {
        process.destroy();
        throw new IllegalStateException(
            "poet run did not start: " + Files.readString(directory.resolve("run.log")));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    return new NodeRun(directory, environment, process, seconds, read(endpoints));
  }

  private static JsonObject read(Path endpoints) throws IOException {
    try {
      return (JsonObject) Json.parse(Files.readAllBytes(endpoints));
    } catch (MalformedJsonException e) {
      throw new IOException(endpoints + " is not JSON", e);
    }
  }

  double secondsToReady() {
    return secondsToReady;
  }

  URI node() {
    return endpoint("node");
  }

  URI frost() {
    return endpoint("frost");
  }

  private URI endpoint(String name) {
    return URI.create(endpoints.findString(name).orElseThrow());
  }

  int anchored() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(node().resolve("/works?anchored=true&limit=1")).build();
    return HTTP.send(request, BodyHandlers.discarding())
        .headers()
        .firstValue("X-Total-Count")
        .map(Integer::parseInt)
        .orElse(0);
  }

  Memory memory() throws IOException, InterruptedException {
    return memory("node");
  }

  Memory frostMemory() throws IOException, InterruptedException {
    return memory("frost");
  }

  private Memory memory(String program) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(endpoint(program + ".management").resolve("/metrics")).build();
    double heap =
        HTTP.send(request, BodyHandlers.ofLines())
            .body()
            .filter(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\""))
            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
            .sum();
    return new Memory(heap / (1 << 20), residentKilobytes(program) / 1024.0);
  }

  private double residentKilobytes(String program) throws IOException {
    ProcessHandle node =
        process
            .descendants()
            .filter(child -> commandLine(child).contains(program + "/target/quarkus-app"))
            .findFirst()
            .orElseThrow();
    try (Stream<String> lines =
        Files.lines(Path.of("/proc", Long.toString(node.pid()), "status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    }
  }

  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
    } catch (IOException e) {
      return "";
    }
  }

  void stop() throws InterruptedException {
    process.destroy();
    process.waitFor();
  }

  void delete() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(NodeRun::delete);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
