package et.po.systemtests;

/// All scenarios with one process that is the whole node.
class OneProcessTest extends Scenarios {
  OneProcessTest() {
    super(Way.ONE_PROCESS);
  }
}
