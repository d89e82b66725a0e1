package et.po.cli.drill;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A part says nothing for a while, as when the network between is cut: whoever talks to it waits.
///
/// @param seconds how long
record Silence(DrilledRun run, String part, int seconds) implements Fault {
  @Override
  public Optional<String> happen() throws InterruptedException {
    List<ProcessHandle> processes = run.processes(part);
    if (processes.isEmpty()) {
      return Optional.empty();
    }
    signal("-STOP", processes);
    try {
      TimeUnit.SECONDS.sleep(seconds);
    } finally {
      signal("-CONT", processes);
    }
    return Optional.of(part + " was silent for " + seconds + " s");
  }

  @Override
  public Optional<String> lasting() {
    return Optional.of("%s is silent, for %d s".formatted(part, seconds));
  }

  @Override
  public String kind() {
    return "silence of " + part;
  }

  private static void signal(String signal, List<ProcessHandle> processes)
      throws InterruptedException {
    List<String> command = new ArrayList<>(List.of("kill", signal));
    processes.forEach(process -> command.add(Long.toString(process.pid())));
    try {
      new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start().waitFor();
    } catch (IOException e) {
      throw new IllegalStateException("there is no program kill", e);
    }
  }
}
