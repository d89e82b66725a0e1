package et.po.postgresql;

import java.util.List;
import java.util.stream.Stream;

/// Where on the network a server is.
///
/// @param host the address that it listens on, and is reached at
/// @param enter what goes before its command, such as what puts it into a network namespace
public record Place(String host, List<String> enter) {
  /// Where nobody else reaches it.
  public static final Place LOOPBACK = new Place("127.0.0.1", List.of());

  public Place {
    enter = List.copyOf(enter);
  }

  /// The command that runs this one there.
  public List<String> command(List<String> command) {
    return Stream.concat(enter.stream(), command.stream()).toList();
  }
}
