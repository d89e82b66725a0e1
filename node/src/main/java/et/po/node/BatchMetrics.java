package et.po.node;

import et.po.node.batchwriter.BatchWriter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/// What operators watch of batches, where they are written.
record BatchMetrics(Roles roles, BatchWriter writer) implements MeterBinder {
  @Override
  public void bindTo(MeterRegistry registry) {
    if (roles.problems().containsKey(writer.name())) {
      Gauge.builder("poet.claims.left.out", writer::claimsLeftOut)
          .description("claims that are in no batch, for their files cannot be had")
          .register(registry);
    }
  }
}
