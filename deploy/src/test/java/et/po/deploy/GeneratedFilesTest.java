package et.po.deploy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Schemas and the tables in READMEs are made, of one description of each value.
class GeneratedFilesTest {
  @ParameterizedTest
  @FieldSource("et.po.deploy.Tree#INSTALLABLE")
  void schema_isCurrent(String chart) {
    Tree.assertCurrent(
        Tree.CHARTS.resolve(chart).resolve("values.schema.json"),
        ValuesSchema.text(ValuesSchema.of(chart)));
  }

  @ParameterizedTest
  @FieldSource("et.po.deploy.Tree#INSTALLABLE")
  void readme_isCurrent(String chart) {
    var readme = Tree.CHARTS.resolve(chart).resolve("README.md");
    Tree.assertCurrent(readme, ChartReadme.of(chart).renewed(Tree.read(readme)));
  }
}
