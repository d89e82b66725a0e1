package et.po.node.tasks;

/// What must always hold does not: the role stops, for whatever it wrote next would be wrong.
public final class BrokenInvariantException extends RuntimeException {
  public BrokenInvariantException(String problem) {
    super(problem);
  }
}
