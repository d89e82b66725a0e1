package et.po.systemtests;

import org.junit.jupiter.api.Tag;

/// All scenarios with two processes of every role.
@Tag("real")
class TwoOfEveryRoleTest extends Scenarios {
  TwoOfEveryRoleTest() {
    super(Way.TWO_OF_EVERY_ROLE);
  }
}
