package et.po.testkit;

/// The process under test died here, as far as a test is concerned.
public final class SimulatedCrash extends RuntimeException {
  SimulatedCrash(String where) {
    super("crashed " + where);
  }
}
