package et.po.systemtests;

import org.junit.jupiter.api.Tag;

/// All scenarios with a process for every role, over RabbitMQ, on a real IPFS node and a real
/// Bitcoin daemon.
@Tag("real")
class ProcessPerRoleTest extends Scenarios {
  ProcessPerRoleTest() {
    super(Way.PROCESS_PER_ROLE);
  }
}
