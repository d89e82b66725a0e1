package et.po.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Values that make no sense are refused with a sentence. What they are is in refused.yaml.
class RefusalTest {
  private static final JsonNode REFUSED =
      Tree.yaml(Tree.DEPLOY.resolve("src/test/resources/refused.yaml"));

  private static final String TOO_LONG = "poet-node/too-long";
  private static final String LONG_NAME = "a-name-that-is-somewhat-longer-than-is-good-to";

  @TempDir Path directory;

  /// @param values what is changed of a release that is well
  /// @param without what is taken away from its values
  /// @param says part of what Helm answers
  record Refused(String release, String values, String without, String says) {
    @Override
    public String toString() {
      return says;
    }
  }

  static List<Refused> refused() {
    List<Refused> all = new ArrayList<>();
    REFUSED
        .properties()
        .forEach(release ->
            release
                .getValue()
                .forEach(one ->
                    all.add(
                        new Refused(
                            release.getKey(),
                            one.path("values").isMissingNode()
                                ? "{}"
                                : one.path("values").toString(),
                            one.path("without").asText(),
                            one.path("says").asText()))));
    return all;
  }

  @ParameterizedTest
  @MethodSource("refused")
  void values_areRefusedWithASentence(Refused refused) throws IOException {
    Release release =
        refused.release().equals(TOO_LONG)
            ? Release.called("poet-node/separate").named(LONG_NAME)
            : Release.called(refused.release());
    String said =
        answer(
            refused.without().isEmpty() ? release : without(release, refused.without()),
            refused.values());
    assertTrue(said.contains(refused.says()), said);
  }

  /// In a layer above it nothing can be taken away: there null would be a value of no type.
  private Release without(Release release, String pointer) throws IOException {
    Path file = Files.createTempFile(directory, "without", ".yaml");
    JsonNode values = Tree.yaml(release.values().getFirst());
    Files.writeString(file, Edits.edited(values, pointer, MissingNode.getInstance()).toString());
    return new Release(
        release.label(), release.name(), release.chart(), List.of(file), release.set());
  }

  /// Whatever the templates can say is said in refused.yaml.
  @Test
  void everySentence_isTried() {
    List<String> sentences =
        Stream.of(
                "poet-common/templates/_validate.tpl",
                "poet-node/templates/validate.yaml",
                "poet-frost-api/templates/validate.yaml",
                "poet-bitcoind/templates/validate.yaml",
                "poet-ipfs/templates/validate.yaml")
            .flatMap(file -> Tree.read(Tree.CHARTS.resolve(file)).lines())
            .filter(line -> line.matches("([A-Za-z]|\\{\\{ \\.).*\\.$"))
            .toList();
    List<String> untried =
        sentences.stream()
            .filter(sentence -> {
              Pattern said = pattern(sentence);
              return refused().stream().noneMatch(one -> said.matcher(one.says()).matches());
            })
            .toList();
    assertEquals(List.of(), untried);
    System.out.printf(
        "count: chart sentences %d, refused values %d%n", sentences.size(), refused().size());
  }

  /// Nowhere can a value be added that nobody knows, nor one of another type given.
  @ParameterizedTest
  @MethodSource("oneOfEachChart")
  void everyObject_isClosed_andEveryValueTyped(Release release) throws IOException {
    JsonNode values = Tree.yaml(Tree.CHARTS.resolve(release.chart()).resolve("values.yaml"));
    List<String> wrong = new ArrayList<>();
    strangers("", values, wrong);
    List<String> accepted = new ArrayList<>();
    for (String one : wrong) {
      String said = answer(release, one);
      if (!said.contains("stranger") && !said.contains("got ")) {
        accepted.add(one + " " + said);
      }
    }
    assertEquals(List.of(), accepted);
    System.out.printf("count: %s strange values refused %d%n", release.chart(), wrong.size());
  }

  static List<Release> oneOfEachChart() {
    return Stream.of(
            "poet-frost-api/plain",
            "poet-node/separate",
            "poet-bitcoind/regtest",
            "poet-ipfs/alone")
        .map(Release::called)
        .toList();
  }

  /// For each object one with a name too many, for each other value one of another type.
  private static void strangers(String before, JsonNode values, List<String> wrong) {
    if (!before.endsWith("podLabels\":")) {
      wrong.add(nested(before, "{\"stranger\":1}"));
    }
    values
        .properties()
        .forEach(entry -> {
          String path = before + "{\"" + entry.getKey() + "\":";
          JsonNode value = entry.getValue();
          if (value.isObject()) {
            strangers(path, value, wrong);
          } else {
            wrong.add(nested(path, value.isTextual() ? "7" : "\"seven\""));
          }
        });
  }

  private static String nested(String before, String value) {
    return before + value + "}".repeat((int) before.chars().filter(sign -> sign == '{').count());
  }

  private String answer(Release release, String values) throws IOException {
    Path file = Files.createTempFile(directory, "values", ".yaml");
    Files.writeString(file, values);
    return String.valueOf(
        assertThrows(
                IllegalStateException.class,
                () -> Charts.text(release.with(file), Charts.KUBERNETES),
                values)
            .getMessage());
  }

  /// The parts of a template's line that are always said.
  private static Pattern pattern(String sentence) {
    StringBuilder pattern = new StringBuilder(".*");
    for (String part : sentence.split("\\{\\{.*?}}", -1)) {
      pattern.append(Pattern.quote(part)).append(".*");
    }
    return Pattern.compile(pattern.toString());
  }
}
