package et.po.benchmarks;

import et.po.protocol.json.Json;
import et.po.protocol.json.JsonArray;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Measures what is asked for, or everything: `[NAME…] [--json FILE]`.
///
/// A figure a line on standard output. Exit code 0 once all is measured, whether bounds are met or
/// not; 2 for a name that there is not; 3 if a file cannot be written or a benchmark fails.
public final class Bench {
  private static final List<Benchmark> ALL =
      List.of(
          new Ed25519Bare(),
          new ClaimParse(),
          new ClaimVerify(),
          new ClaimSign(),
          new BatchBuild(),
          new OtsSize(),
          new RunningNode(),
          new RunningFrost(),
          new AddressTimes(),
          new IpfsBlocks(),
          new Rebuild());

  private final PrintStream out;
  private final PrintStream err;
  private final List<Figure> figures = new ArrayList<>();

  Bench(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  public static void main(String[] arguments) {
    // Whoever ends a benchmark early does not want its servers either.
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroy)));
    System.exit(new Bench(System.out, System.err).run(List.of(arguments)));
  }

  int run(List<String> arguments) {
    List<String> names = new ArrayList<>(arguments);
    Optional<Path> json = Optional.empty();
    int option = names.indexOf("--json");
    if (option >= 0) {
      if (option + 1 == names.size()) {
        err.println("poet bench: --json needs a file");
        return 2;
      }
      json = Optional.of(Path.of(names.remove(option + 1)));
      names.remove(option);
    }
    Optional<String> unknown = names.stream().filter(name -> find(name).isEmpty()).findFirst();
    if (unknown.isPresent()) {
      err.println(
          "poet bench: there is no benchmark '" + unknown.get() + "'; there are " + known());
      return 2;
    }
    List<Benchmark> chosen =
        names.isEmpty() ? ALL : names.stream().flatMap(name -> find(name).stream()).toList();
    return measure(chosen) && written(json) ? 0 : 3;
  }

  private boolean measure(List<Benchmark> benchmarks) {
    for (Benchmark benchmark : benchmarks) {
      try {
        for (Figure figure : benchmark.run()) {
          figures.add(figure);
          out.println(figure.line());
        }
      } catch (Exception e) {
        err.println(
            "poet bench: " + benchmark.name() + " could not be measured: " + e.getMessage());
        return false;
      }
    }
    return true;
  }

  private boolean written(Optional<Path> file) {
    if (file.isEmpty()) {
      return true;
    }
    Json all = new JsonArray(figures.stream().map(Figure::json).map(Json.class::cast).toList());
    try {
      Files.writeString(file.get(), all.text() + "\n");
      return true;
    } catch (IOException e) {
      err.println("poet bench: " + file.get() + " cannot be written: " + e.getMessage());
      return false;
    }
  }

  private static Optional<Benchmark> find(String name) {
    return ALL.stream().filter(benchmark -> benchmark.name().equals(name)).findFirst();
  }

  private static String known() {
    return ALL.stream().map(Benchmark::name).collect(Collectors.joining(", "));
  }
}
