package et.po.cli.verify;

import et.po.cli.Members;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import java.util.List;
import java.util.Map;

/// A report in words and as JSON.
final class ReportText {
  /// Of the longest name, `datePublished`.
  private static final int WIDTH = 13;

  private ReportText() {}

  static String lines(Report report) {
    StringBuilder lines = new StringBuilder();
    if (report.holds()) {
      line(lines, headline(report));
    } else {
      report
          .faults()
          .forEach(fault ->
              line(
                  lines,
                  "DOES NOT VERIFY: the "
                      + fault.part()
                      + " ("
                      + fault.file()
                      + "): "
                      + fault.verdict()
                      + ". "
                      + fault.because()));
    }
    section(lines, "who", report.who());
    section(lines, "what", report.what());
    section(lines, "when", report.when());
    heading(lines, "checked", report.checked().isEmpty());
    report.checked().forEach(sentence -> line(lines, "  + " + sentence));
    heading(lines, "not checked", report.open().isEmpty());
    report
        .open()
        .forEach(open -> {
          line(lines, "  - " + open.what());
          line(lines, "    " + open.how());
        });
    return lines.toString().stripTrailing();
  }

  private static String headline(Report report) {
    return report.isTimeProven() ? "It holds." : "The claim holds; when it was made is not proven.";
  }

  static JsonObject json(Report report, List<Given> given) {
    Members members =
        new Members()
            .put("holds", report.holds())
            .put("verdict", report.holds() ? "HOLDS" : report.faults().getFirst().verdict())
            .put("timeProven", report.holds() && report.isTimeProven())
            .put("faults", report.faults().stream().map(ReportText::fault).toList())
            .put("who", members(report.who()))
            .put("what", members(report.what()))
            .put("when", members(report.when()))
            .put("checked", report.checked().stream().map(JsonString::new).toList())
            .put("unchecked", report.open().stream().map(ReportText::open).toList());
    return members.put("files", given.stream().map(ReportText::file).toList()).object();
  }

  private static JsonObject fault(Report.Fault fault) {
    return new Members()
        .put("part", fault.part().toString())
        .put("file", fault.file())
        .put("verdict", fault.verdict())
        .put("because", fault.because())
        .object();
  }

  private static JsonObject open(Report.Open open) {
    return new Members().put("what", open.what()).put("how", open.how()).object();
  }

  private static JsonObject file(Given given) {
    String kind =
        switch (given) {
          case Given.Work _ -> "work";
          case Given.Claim _ -> "claim";
          case Given.Receipted _ -> "receipt";
          case Given.Timestamp _ -> "ots";
          case Given.Broken broken -> "broken " + broken.part();
        };
    return new Members().put("file", given.name()).put("kind", kind).object();
  }

  private static JsonObject members(Map<String, Fact> facts) {
    Members members = new Members();
    facts.forEach((name, fact) -> {
      members.put(name, fact.value());
      fact.caveat().ifPresent(whose -> members.put(name + "Note", whose));
    });
    return members.object();
  }

  private static void section(StringBuilder lines, String title, Map<String, Fact> entries) {
    heading(lines, title, entries.isEmpty());
    entries.forEach(
        (name, fact) -> line(lines, ("  %-" + WIDTH + "s %s").formatted(name, fact.words())));
  }

  private static void heading(StringBuilder lines, String title, boolean empty) {
    if (!empty) {
      line(lines, title);
    }
  }

  private static void line(StringBuilder lines, String text) {
    lines.append(text).append('\n');
  }
}
