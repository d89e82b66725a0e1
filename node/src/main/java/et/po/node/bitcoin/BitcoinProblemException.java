package et.po.node.bitcoin;

import et.po.node.bitcoin.BitcoinProblem.Kind;
import et.po.node.messaging.TryLaterException;

/// Work with Bitcoin cannot go on now; it can when the problem is over.
public final class BitcoinProblemException extends TryLaterException {
  private final BitcoinProblem problem;

  public BitcoinProblemException(Kind kind, String sentence) {
    super(sentence);
    this.problem = new BitcoinProblem(kind, sentence);
  }

  public BitcoinProblemException(BitcoinProblem problem) {
    super(problem.sentence());
    this.problem = problem;
  }

  BitcoinProblemException(Kind kind, String sentence, Throwable cause) {
    super(sentence, cause);
    this.problem = new BitcoinProblem(kind, sentence);
  }

  public BitcoinProblem problem() {
    return problem;
  }
}
