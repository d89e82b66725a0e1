package et.po.protocol.claim;

import java.util.EnumMap;
import java.util.Map;

/// How many claims were compared, and of what kinds.
final class Tally {
  private final Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
  private int claims;
  private int canonical;
  private int signingInputs;
  private int valid;

  void add(Inspection ours, OriginalAnswer theirs) {
    claims++;
    canonical += theirs.canonical().isPresent() ? 1 : 0;
    signingInputs += theirs.hasSigningInput() ? 1 : 0;
    valid += theirs.isValid() ? 1 : 0;
    verdicts.merge(ours.verdict(), 1, Integer::sum);
  }

  @Override
  public String toString() {
    return claims
        + " random claims compared with the original library, "
        + canonical
        + " canonical texts, "
        + signingInputs
        + " signing inputs, "
        + valid
        + " valid to it; "
        + verdicts;
  }
}
