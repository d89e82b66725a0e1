package et.po.frost.node;

import et.po.protocol.json.JsonObject;
import java.util.List;

/// Some of an issuer's works, as the node shows them.
///
/// @param total how many there are
public record WorkPage(List<JsonObject> works, long total) {
  public WorkPage {
    works = List.copyOf(works);
  }
}
