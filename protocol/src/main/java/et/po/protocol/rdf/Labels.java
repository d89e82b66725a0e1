package et.po.protocol.rdf;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.SequencedSet;

/// Gives out labels in the order in which they are asked for (URDNA2015, "Identifier Issuer").
final class Labels {
  private final String prefix;
  private final SequencedMap<String, String> issued;

  Labels(String prefix) {
    this(prefix, new LinkedHashMap<>());
  }

  private Labels(String prefix, SequencedMap<String, String> issued) {
    this.prefix = prefix;
    this.issued = issued;
  }

  /// The node's label, a new one if it has none.
  String labelOf(String node) {
    String label = issued.get(node);
    if (label == null) {
      label = prefix + issued.size();
      issued.put(node, label);
    }
    return label;
  }

  boolean has(String node) {
    return issued.containsKey(node);
  }

  /// The nodes that have labels, the first to get one first.
  SequencedSet<String> nodes() {
    return issued.sequencedKeySet();
  }

  Labels copy() {
    return new Labels(prefix, new LinkedHashMap<>(issued));
  }
}
