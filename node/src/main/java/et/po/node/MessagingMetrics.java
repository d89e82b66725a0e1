package et.po.node;

import et.po.node.messaging.Messaging;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.sql.SQLException;

/// How far messages are behind on their way to the broker.
record MessagingMetrics(Messaging messaging) implements MeterBinder {
  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("poet.messages.waiting", this::waiting)
        .description("messages that were published and have not reached the broker")
        .register(registry);
  }

  /// Not a number while the database does not say.
  private double waiting() {
    try {
      return messaging.waiting();
    } catch (SQLException e) {
      return Double.NaN;
    }
  }
}
