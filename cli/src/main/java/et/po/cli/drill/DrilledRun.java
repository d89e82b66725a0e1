package et.po.cli.drill;

import et.po.cli.Checkout;
import et.po.cli.CommandException;
import et.po.cli.LocalRun;
import et.po.cli.Progress;
import et.po.cli.Trouble;
import et.po.cli.network.Lines;
import et.po.cli.run.PidFile;
import et.po.protocol.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A `poet run` on real services, and its processes.
final class DrilledRun implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(10);
  private static final Duration STOP = Duration.ofMinutes(3);
  private static final int PAUSE_MILLISECONDS = 200;

  private final Path data;
  private final Process launcher;
  private final LocalRun run;

  /// @param launcher that ends the run when it is ended
  DrilledRun(Path data, Process launcher) {
    this.data = data;
    this.launcher = launcher;
    this.run = new LocalRun(data);
  }

  /// Returns when everything has started.
  ///
  /// @param data a new directory for it
  /// @param copies how many processes of every role
  /// @param network what they reach each other over, as `poet run` calls it
  /// @param progress told what the run says while it starts
  static DrilledRun start(
      Checkout checkout, Path data, int portOffset, int copies, String network, Progress progress) {
    Path log = data.resolveSibling(data.getFileName() + ".log");
    try {
      Process launcher =
          new ProcessBuilder(
                  checkout.root().resolve("poet").toString(),
                  "run",
                  "--services",
                  "real",
                  "--copies",
                  Integer.toString(copies),
                  "--network",
                  network,
                  "--data",
                  data.toString(),
                  "--port-offset",
                  Integer.toString(portOffset),
                  "--block-interval",
                  "1s",
                  "--batch-interval",
                  "2s")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      DrilledRun drilled = new DrilledRun(data, launcher);
      drilled.awaitReady(log, progress);
      return drilled;
    } catch (IOException e) {
      throw CommandException.unable("The run cannot be started. " + Trouble.sentence(e), e);
    }
  }

  private void awaitReady(Path log, Progress progress) throws IOException {
    LogTail said = new LogTail(log);
    Instant deadline = Instant.now().plus(START);
    while (run.endpoint("node").isEmpty()) {
      said.lines().forEach(line -> tell(line, progress));
      if (!launcher.isAlive() || Instant.now().isAfter(deadline)) {
        close();
        throw CommandException.unable(
            "The run has not started; it said last: " + Files.readAllLines(log).getLast());
      }
      pause();
    }
  }

  /// What the run waits for changes in place here, as it does where it is run alone.
  private static void tell(String line, Progress progress) {
    if (line.startsWith("  waiting for ")) {
      progress.waiting(line);
    } else {
      progress.step(line);
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandException.unable("It was interrupted.", e);
    }
  }

  URI endpoint(String name) {
    return run.endpoint(name)
        .map(URI::create)
        .orElseThrow(() -> CommandException.unable("The run has ended by itself."));
  }

  /// The lines to its parts; none on loopback.
  Lines lines() {
    return new Lines(data);
  }

  /// All addresses of the node's API.
  List<URI> apis() {
    return addresses("node(-[0-9]+)?").values().stream().map(URI::create).toList();
  }

  /// Where each process of node and Frost says how it is, by its name.
  Map<String, String> management() {
    // The API's process has two names there.
    return addresses("(frost(-[0-9]+)?|node-.*[a-z](-[0-9]+)?)\\.management");
  }

  private Map<String, String> addresses(String names) {
    Map<String, String> addresses = new TreeMap<>();
    JsonObject all = run.endpoints();
    for (String name : all.members().keySet()) {
      if (name.matches(names)) {
        addresses.put(name.replace(".management", ""), all.findString(name).orElseThrow());
      }
    }
    return addresses;
  }

  /// The names of the processes that run: `node-view`, `rabbitmq` and so on.
  List<String> parts() {
    List<String> parts = new ArrayList<>(List.of("postgresql"));
    try (Stream<Path> files = Files.list(data.resolve("run"))) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".pid"))
          .map(name -> name.substring(0, name.length() - ".pid".length()))
          .sorted()
          .forEach(parts::add);
    } catch (IOException e) {
      throw CommandException.unable("The run's processes cannot be listed.", e);
    }
    return parts;
  }

  /// The process of a part, with all that it started; empty while it is being started again.
  List<ProcessHandle> processes(String part) {
    return process(part)
        .map(process -> Stream.concat(process.descendants(), Stream.of(process)).toList())
        .orElse(List.of());
  }

  private Optional<ProcessHandle> process(String part) {
    if (part.equals("postgresql")) {
      return pid(data.resolve("postgresql/postmaster.pid")).flatMap(ProcessHandle::of);
    }
    try {
      return new PidFile(data.resolve("run").resolve(part + ".pid")).process();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /// The first number in a file.
  private static Optional<Long> pid(Path file) {
    try {
      return Optional.of(Long.parseLong(Files.readString(file).strip().split("\\s")[0]));
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    launcher.destroy();
    try {
      if (!launcher.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
        launcher.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
