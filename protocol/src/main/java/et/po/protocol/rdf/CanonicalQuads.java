package et.po.protocol.rdf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The canonical N-Quads text of a set of quads: URDNA2015 with SHA-256 and labels `_:c14n0`,
/// `_:c14n1`, …
///
/// Lines are sorted by UTF-16 unit, each ends with LF, and quads with equal text stay as many
/// lines. A quad that names one blank node twice counts twice for that node.
public final class CanonicalQuads {
  private final List<QuadText> quads = new ArrayList<>();
  private final Map<String, BlankNodeInfo> nodes = new LinkedHashMap<>();
  private final Labels labels = new Labels("_:c14n");

  private CanonicalQuads(List<Quad> source) {
    for (Quad quad : source) {
      QuadText text = new QuadText(quad);
      quads.add(text);
      text.blankNodes().forEach(node -> info(node).add(text));
    }
  }

  private BlankNodeInfo info(String node) {
    return nodes.computeIfAbsent(node, BlankNodeInfo::new);
  }

  /// The canonical text.
  ///
  /// @throws TooComplexException instead of working for more than a fraction of a second
  public static String of(List<Quad> quads) throws TooComplexException {
    return new CanonicalQuads(quads).text();
  }

  private String text() throws TooComplexException {
    List<List<BlankNodeInfo>> alike = labelUnique();
    if (!alike.isEmpty()) {
      NeighbourHashes neighbours = new NeighbourHashes(nodes, labels);
      for (List<BlankNodeInfo> group : alike) {
        neighbours.label(group);
      }
    }
    List<String> lines = new ArrayList<>(quads.size());
    StringBuilder line = new StringBuilder();
    for (QuadText quad : quads) {
      line.setLength(0);
      quad.append(line, labels::labelOf);
      lines.add(line.toString());
    }
    lines.sort(null);
    return String.join("", lines);
  }

  /// Labels every node that its own quads tell from all others; the groups of the rest, in order.
  private List<List<BlankNodeInfo>> labelUnique() {
    if (nodes.size() == 1) {
      // The hash orders nodes, and one needs no order.
      nodes.keySet().forEach(labels::labelOf);
      return List.of();
    }
    TreeMap<String, List<BlankNodeInfo>> byHash = new TreeMap<>();
    for (BlankNodeInfo node : nodes.values()) {
      byHash.computeIfAbsent(node.hash(), _ -> new ArrayList<>(1)).add(node);
    }
    List<List<BlankNodeInfo>> alike = new ArrayList<>();
    for (List<BlankNodeInfo> group : byHash.values()) {
      if (group.size() == 1) {
        labels.labelOf(group.getFirst().node());
      } else {
        alike.add(group);
      }
    }
    return alike;
  }
}
