package et.po.protocol.rdf;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A blank node and the quads it stands in.
final class BlankNodeInfo {
  private final String node;
  private final List<QuadText> quads = new ArrayList<>();
  private @Nullable String hash;

  BlankNodeInfo(String node) {
    this.node = node;
  }

  void add(QuadText quad) {
    quads.add(quad);
  }

  String node() {
    return node;
  }

  List<QuadText> quads() {
    return quads;
  }

  /// What the node's own quads say of it (URDNA2015, "Hash First Degree Quads"): in them it is
  /// `_:a`, every other blank node `_:z`.
  String hash() {
    String known = hash;
    if (known == null) {
      known = computeHash();
      hash = known;
    }
    return known;
  }

  private String computeHash() {
    List<String> lines = new ArrayList<>(quads.size());
    StringBuilder line = new StringBuilder();
    for (QuadText quad : quads) {
      line.setLength(0);
      quad.append(line, other -> other.equals(node) ? "_:a" : "_:z");
      lines.add(line.toString());
    }
    lines.sort(null);
    return Hashing.hex(String.join("", lines));
  }
}
