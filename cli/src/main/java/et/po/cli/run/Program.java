package et.po.cli.run;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A program as the launcher sees it: data.
///
/// @param command to run it, with its full path
/// @param environment beside what is inherited; all that it is told
/// @param started a page that answers, whatever it says, as soon as it has started
/// @param management where it says whether it can work; empty for what can as soon as it has
///   started
record Program(
    String name,
    List<String> command,
    Map<String, String> environment,
    URI started,
    Optional<URI> management) {
  /// A program that says how it is.
  ///
  /// @param management where
  Program(String name, List<String> command, Map<String, String> environment, URI management) {
    this(
        name,
        command,
        environment,
        management.resolve("/q/health/started"),
        Optional.of(management));
  }

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
