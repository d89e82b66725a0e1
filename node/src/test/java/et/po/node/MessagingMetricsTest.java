package et.po.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import et.po.node.messages.Message;
import et.po.node.messaging.MessageHandler;
import et.po.node.messaging.Messaging;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MessagingMetricsTest {
  /// Only says how many wait, or that its database is away.
  private record Waiting(long count, boolean away) implements Messaging {
    @Override
    public void publish(Connection transaction, Message message) {
      throw new IllegalStateException();
    }

    @Override
    public Subscription subscribe(String subscriber, MessageHandler handler) {
      throw new IllegalStateException();
    }

    @Override
    public Map<String, Long> deadLetters() {
      throw new IllegalStateException();
    }

    @Override
    public long replay(String subscriber) {
      throw new IllegalStateException();
    }

    @Override
    public long drop(String subscriber) {
      throw new IllegalStateException();
    }

    @Override
    public long waiting() throws SQLException {
      if (away) {
        throw new SQLException("away");
      }
      return count;
    }

    @Override
    public void close() {}
  }

  private static double shown(Messaging messaging) {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    new MessagingMetrics(messaging).bindTo(registry);
    return registry.get("poet.messages.waiting").gauge().value();
  }

  @Test
  void whatWaits_isShown() {
    assertEquals(3, shown(new Waiting(3, false)));
  }

  @Test
  void whileTheDatabaseIsAway_nothingIsShown() {
    assertEquals(Double.NaN, shown(new Waiting(3, true)));
  }
}
