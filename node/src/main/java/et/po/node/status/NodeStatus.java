package et.po.node.status;

import java.util.Map;
import java.util.Optional;

/// How this process is.
///
/// @param network the Bitcoin network that anchors are on
/// @param prefix the four letters that anchors begin with
/// @param roles each role's problem, or empty, by its name
public record NodeStatus(
    String version, String network, String prefix, Map<String, Optional<String>> roles) {
  /// Asked whenever somebody wants to know.
  @FunctionalInterface
  public interface Source {
    NodeStatus now();
  }
}
