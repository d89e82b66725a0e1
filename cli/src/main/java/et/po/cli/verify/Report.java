package et.po.cli.verify;

import et.po.protocol.proof.ProofVerdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a check found, as it goes along.
final class Report {
  /// What does not hold.
  ///
  /// @param verdict a stable name
  record Fault(Part part, String file, String verdict, String because) {}

  /// What was not checked, and how to.
  record Open(String what, String how) {}

  private final List<Fault> faults = new ArrayList<>();
  private final List<String> checked = new ArrayList<>();
  private final List<Open> open = new ArrayList<>();
  private final Map<String, Fact> who = new LinkedHashMap<>();
  private final Map<String, Fact> what = new LinkedHashMap<>();
  private final Map<String, Fact> when = new LinkedHashMap<>();

  void fault(Part part, String file, String verdict, String because) {
    faults.add(new Fault(part, file, verdict, because));
  }

  void fault(Part part, String file, ProofVerdict verdict) {
    fault(part, file, verdict.name(), verdict.sentence());
  }

  void checked(String sentence) {
    checked.add(sentence);
  }

  void open(String what, String how) {
    open.add(new Open(what, how));
  }

  Map<String, Fact> who() {
    return who;
  }

  Map<String, Fact> what() {
    return what;
  }

  Map<String, Fact> when() {
    return when;
  }

  List<Fault> faults() {
    return List.copyOf(faults);
  }

  List<String> checked() {
    return List.copyOf(checked);
  }

  List<Open> open() {
    return List.copyOf(open);
  }

  /// Whether something of this kind is known to be wrong.
  boolean blames(Part part) {
    return faults.stream().anyMatch(fault -> fault.part() == part);
  }

  /// Whether a proof led to a block.
  boolean isTimeProven() {
    return when.containsKey("time");
  }

  boolean holds() {
    return faults.isEmpty();
  }
}
