package et.po.protocol.rdf;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Tells apart blank nodes whose own quads are alike, by their neighbours (URDNA2015, "Hash
/// N-Degree Quads").
///
/// The work grows with the factorial of how many neighbours are alike, so it is counted, and ends
/// with [TooComplexException].
final class NeighbourHashes {
  private static final int MOST_STEPS = 100_000;
  private static final int DEEPEST = 1_000;

  private final Map<String, BlankNodeInfo> nodes;
  private final Labels canonical;
  private int steps;

  NeighbourHashes(Map<String, BlankNodeInfo> nodes, Labels canonical) {
    this.nodes = nodes;
    this.canonical = canonical;
  }

  /// A hash of a node's neighbourhood, and the labels given while walking it.
  private record Path(String hash, Labels labels) {}

  /// Gives canonical labels to nodes that are alike by themselves.
  void label(List<BlankNodeInfo> alike) throws TooComplexException {
    List<Path> paths = new ArrayList<>();
    for (BlankNodeInfo node : alike) {
      if (!canonical.has(node.node())) {
        Labels labels = new Labels("_:b");
        labels.labelOf(node.node());
        paths.add(walk(node.node(), labels, 0));
      }
    }
    paths.sort(Comparator.comparing(Path::hash));
    for (Path path : paths) {
      path.labels().nodes().forEach(canonical::labelOf);
    }
  }

  private Path walk(String node, Labels labels, int depth) throws TooComplexException {
    if (depth > DEEPEST) {
      throw new TooComplexException(
          "The claim chains more than " + DEEPEST + " blank nodes that are alike.");
    }
    Hashing hashing = new Hashing();
    Labels current = labels;
    for (Map.Entry<String, List<String>> group : related(node, labels).entrySet()) {
      hashing.add(group.getKey());
      Choice choice = new Choice();
      Permutations permutations = new Permutations(group.getValue());
      while (permutations.hasNext()) {
        consider(permutations.next(), current.copy(), choice, depth);
      }
      hashing.add(choice.path);
      current = choice.labels;
    }
    return new Path(hashing.hex(), current);
  }

  /// The least path so far, and the labels that go with it.
  private static final class Choice {
    private String path = "";
    private Labels labels = new Labels("_:b");

    boolean beats(CharSequence other) {
      return !path.isEmpty()
          && other.length() >= path.length()
          && CharSequence.compare(other, path) > 0;
    }

    void offer(String offered, Labels with) {
      if (path.isEmpty() || offered.compareTo(path) < 0) {
        path = offered;
        labels = with;
      }
    }
  }

  private void consider(List<String> permutation, Labels copy, Choice choice, int depth)
      throws TooComplexException {
    countStep(permutation.size());
    Labels labels = copy;
    StringBuilder path = new StringBuilder();
    List<String> unlabelled = new ArrayList<>();
    for (String related : permutation) {
      if (canonical.has(related)) {
        path.append(canonical.labelOf(related));
      } else {
        if (!labels.has(related)) {
          unlabelled.add(related);
        }
        path.append(labels.labelOf(related));
      }
      if (choice.beats(path)) {
        return;
      }
    }
    for (String related : unlabelled) {
      Path result = walk(related, labels, depth + 1);
      path.append(labels.labelOf(related)).append('<').append(result.hash()).append('>');
      labels = result.labels();
      if (choice.beats(path)) {
        return;
      }
    }
    choice.offer(path.toString(), labels);
  }

  /// The node's neighbours by how they relate to it; one that relates twice comes twice.
  private SortedMap<String, List<String>> related(String node, Labels labels)
      throws TooComplexException {
    SortedMap<String, List<String>> related = new TreeMap<>();
    for (QuadText quad : info(node).quads()) {
      for (QuadText.Place place : quad.places()) {
        if (!place.node().equals(node)) {
          countStep(1);
          related
              .computeIfAbsent(relation(place, quad, labels), _ -> new ArrayList<>(1))
              .add(place.node());
        }
      }
    }
    return related;
  }

  private String relation(QuadText.Place place, QuadText quad, Labels labels) {
    Hashing hashing = new Hashing().add(place.position().letter());
    if (place.position() != QuadText.Position.GRAPH) {
      hashing.add(quad.predicate());
    }
    String node = place.node();
    if (canonical.has(node)) {
      return hashing.add(canonical.labelOf(node)).hex();
    }
    return hashing.add(labels.has(node) ? labels.labelOf(node) : info(node).hash()).hex();
  }

  private BlankNodeInfo info(String node) {
    BlankNodeInfo info = nodes.get(node);
    if (info == null) {
      throw new IllegalStateException("no quad names " + node);
    }
    return info;
  }

  private void countStep(int weight) throws TooComplexException {
    steps += weight;
    if (steps > MOST_STEPS) {
      throw new TooComplexException(
          "The claim has so many blank nodes alike that telling them apart takes too long.");
    }
  }
}
