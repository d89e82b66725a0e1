package et.po.protocol.rdf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CanonicalQuadsTest {
  private static Quad quad(String subject, String predicate, String object) {
    return Quad.of(Term.node(subject), predicate, Term.node(object));
  }

  private static Quad text(String subject, String value) {
    return Quad.of(Term.node(subject), "p:t", new Term.Literal(value, Rdf.STRING, ""));
  }

  @Test
  void of_literals_escapesFiveCharactersOnly() throws TooComplexException {
    assertEquals(
        "<a:b> <p:t> \"\\\\\\t\\n\\r\\\"\b\f\u000b\u007f\u2028\" .\n",
        CanonicalQuads.of(List.of(text("a:b", "\\\t\n\r\"\b\f\u000b\u007f\u2028"))));
  }

  @Test
  void of_lines_areSortedByUtf16Unit() throws TooComplexException {
    // By code point U+FFFD would come first, by unit the surrogate pair does.
    assertEquals(
        "<a:b> <p:t> \"\ud83d\ude00\" .\n<a:b> <p:t> \"\ufffd\" .\n",
        CanonicalQuads.of(List.of(text("a:b", "\ufffd"), text("a:b", "\ud83d\ude00"))));
  }

  @Test
  void of_equalQuads_stayTwoLines() throws TooComplexException {
    assertEquals(
        "<a:b> <p:t> \"x\" .\n".repeat(2),
        CanonicalQuads.of(List.of(text("a:b", "x"), text("a:b", "x"))));
  }

  @Test
  void of_nothing_isEmpty() throws TooComplexException {
    assertEquals("", CanonicalQuads.of(List.of()));
  }

  @Test
  void of_otherLabelsAndOrder_givesTheSameText() throws TooComplexException {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      int nodes = 2 + random.nextInt(5);
      List<int[]> edges = new ArrayList<>();
      for (int i = 0; i < nodes + 2; i++) {
        edges.add(new int[] {random.nextInt(nodes), random.nextInt(nodes), random.nextInt(2)});
      }
      List<Integer> names = new ArrayList<>();
      for (int i = 0; i < nodes; i++) {
        names.add(i);
      }
      String first = CanonicalQuads.of(labelled(edges, names));
      Collections.shuffle(names, random);
      Collections.shuffle(edges, random);
      assertEquals(first, CanonicalQuads.of(labelled(edges, names)));
    }
    System.out.println("count: 200 random graphs canonicalised under two labellings");
  }

  private static List<Quad> labelled(List<int[]> edges, List<Integer> names) {
    return edges.stream()
        .map(e -> quad("_:n" + names.get(e[0]), "p:" + e[2], "_:n" + names.get(e[1])))
        .toList();
  }

  private static List<Quad> clique(int nodes) {
    List<Quad> quads = new ArrayList<>();
    for (int i = 0; i < nodes; i++) {
      for (int j = 0; j < nodes; j++) {
        if (i != j) {
          quads.add(quad("_:n" + i, "p:x", "_:n" + j));
        }
      }
    }
    return quads;
  }

  @Test
  void of_nodesThatAllNameEachOther_isTooComplexSoon() {
    for (int nodes : new int[] {9, 40, 150}) {
      assertTimeout(
          Duration.ofSeconds(5),
          () -> assertThrows(TooComplexException.class, () -> CanonicalQuads.of(clique(nodes))));
    }
  }

  @Test
  void of_longRing_isTooComplexSoon() {
    List<Quad> ring = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      ring.add(quad("_:n" + i, "p:x", "_:n" + (i + 1) % 5_000));
    }
    assertTimeout(
        Duration.ofSeconds(5),
        () -> assertThrows(TooComplexException.class, () -> CanonicalQuads.of(ring)));
  }

  @Test
  void of_manyLeavesAlike_isTold() throws TooComplexException {
    List<Quad> star = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      star.add(quad("a:hub", "p:x", "_:n" + i));
    }
    assertEquals(2_000, CanonicalQuads.of(star).lines().distinct().count());
  }
}
