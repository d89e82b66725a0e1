package et.po.cli.drill;

import java.util.List;
import java.util.Optional;

/// A part ends by SIGKILL, with all that it started.
record Kill(DrilledRun run, String part) implements Fault {
  @Override
  public Optional<String> happen() {
    List<ProcessHandle> processes = run.processes(part);
    processes.forEach(ProcessHandle::destroyForcibly);
    return processes.isEmpty() ? Optional.empty() : Optional.of(kind());
  }

  @Override
  public String kind() {
    return "kill -9 " + part;
  }

  @Override
  public boolean kills() {
    return true;
  }
}
