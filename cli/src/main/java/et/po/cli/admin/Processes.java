package et.po.cli.admin;

import et.po.cli.CommandException;
import et.po.cli.LocalRun;
import et.po.cli.health.Health;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Where each process of node and Frost says how it is.
///
/// @param management by the process's name, those of the node first
record Processes(Map<String, URI> management) {
  private static final String NODE = "node";
  private static final String SUFFIX = ".management";

  /// What the API's process is called where each role is one.
  private static final String API = "node-api";

  /// All that a local run wrote down.
  static Processes of(LocalRun run) {
    List<String> names =
        run.endpoints().members().keySet().stream()
            .filter(name -> name.endsWith(SUFFIX))
            .map(name -> name.substring(0, name.length() - SUFFIX.length()))
            .toList();
    Map<String, URI> management = new LinkedHashMap<>();
    for (boolean ofNode : List.of(true, false)) {
      names.stream()
          .filter(name -> name.startsWith(NODE) == ofNode)
          // The API's process has two names there.
          .filter(name -> !name.equals(NODE) || !names.contains(API))
          .forEach(name ->
              run.endpoint(name + SUFFIX).ifPresent(address -> management.put(name, url(address))));
    }
    return new Processes(management);
  }

  /// Those that somebody named.
  static Processes of(Optional<String> node, Optional<String> frost) {
    Map<String, URI> management = new LinkedHashMap<>();
    node.ifPresent(address -> management.put(NODE, url(address)));
    frost.ifPresent(address -> management.put("frost", url(address)));
    return new Processes(management);
  }

  static URI url(String address) {
    try {
      return URI.create(address);
    } catch (IllegalArgumentException e) {
      throw CommandException.misuse("An address is a URL, not " + address + ".");
    }
  }

  /// Whether the process of this name serves the API of the node.
  static boolean hasApi(String name) {
    return name.equals(NODE) || name.equals(API);
  }

  /// Asks all of them at the same time, so that the dead do not add up.
  List<Health> ask() throws InterruptedException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Health>> questions =
          management.entrySet().stream()
              .<Callable<Health>>map(one -> () -> Health.of(one.getKey(), one.getValue()))
              .toList();
      return threads.invokeAll(questions).stream().map(Processes::answer).toList();
    }
  }

  private static Health answer(Future<Health> asked) {
    if (asked.state() == Future.State.FAILED
        && asked.exceptionNow() instanceof CommandException failed) {
      throw failed;
    }
    return asked.resultNow();
  }
}
