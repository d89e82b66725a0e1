package et.po.cli.run;

import java.net.URI;
import java.util.List;
import java.util.Map;

/// A program as the launcher sees it: data.
///
/// @param command to run it, with its full path
/// @param environment beside what is inherited; all that it is told
/// @param readiness how it is known to be ready
record Program(
    String name, List<String> command, Map<String, String> environment, Readiness readiness) {
  /// How a program is known to be ready.
  ///
  /// @param url that it serves
  /// @param healthy whether the answer must be 200; otherwise any answer will do
  record Readiness(URI url, boolean healthy) {}

  Program {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /// Environments hold secrets.
  @Override
  public String toString() {
    return name;
  }
}
