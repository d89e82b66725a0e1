package et.po.node.status;

import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/// How this process is.
///
/// @param network the Bitcoin network that anchors are on
/// @param prefix the four letters that anchors begin with
/// @param roles what is not as it should be with each role, or empty, by its name
/// @param deadLetters how many messages each role has set aside, by its name; they come once more
///   when it starts again
public record NodeStatus(
    String version,
    String network,
    String prefix,
    Map<String, Optional<String>> roles,
    Map<String, Long> deadLetters) {
  /// Asked whenever somebody wants to know.
  @FunctionalInterface
  public interface Source {
    NodeStatus now() throws SQLException;
  }
}
