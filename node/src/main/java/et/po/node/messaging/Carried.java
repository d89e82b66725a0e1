package et.po.node.messaging;

import com.rabbitmq.client.AMQP.BasicProperties;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// A message of the outbox as the broker carries it: the type as AMQP's type, the JSON as the body,
/// the place in the outbox in a header.
///
/// @param again it may come out of its order, and is to be handled whatever was handled since
/// @param replayed it was a dead letter
record Carried(long position, String type, byte[] body, boolean again, boolean replayed) {
  private static final String POSITION = "poet-position";
  private static final String AGAIN = "poet-again";
  private static final String REPLAYED = "poet-replayed";
  private static final String PROBLEM = "poet-problem";
  private static final int PERSISTENT = 2;
  private static final int LONGEST_PROBLEM = 1000;

  static Carried of(Outbox.Entry entry, boolean again) {
    return new Carried(
        entry.position(),
        entry.type(),
        entry.body().getBytes(StandardCharsets.UTF_8),
        again,
        false);
  }

  /// What has no place, or no type, was published by somebody else; it has the place 0.
  static Carried read(BasicProperties properties, byte[] body) {
    Map<String, Object> headers =
        Optional.ofNullable(properties.getHeaders()).orElse(Map.<String, Object>of());
    return new Carried(
        headers.get(POSITION) instanceof Number position ? position.longValue() : 0,
        String.valueOf(properties.getType()),
        body,
        headers.containsKey(AGAIN) || !(headers.get(POSITION) instanceof Number),
        headers.containsKey(REPLAYED));
  }

  Carried onceMore() {
    return new Carried(position, type, body, true, true);
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  BasicProperties properties() {
    return properties(Map.of());
  }

  /// As a dead letter.
  BasicProperties properties(String problem) {
    String storable =
        problem.length() > LONGEST_PROBLEM ? problem.substring(0, LONGEST_PROBLEM) : problem;
    return properties(Map.of(PROBLEM, storable));
  }

  private BasicProperties properties(Map<String, Object> more) {
    Map<String, Object> headers = new HashMap<>(more);
    headers.put(POSITION, position);
    if (again) {
      headers.put(AGAIN, true);
    }
    if (replayed) {
      headers.put(REPLAYED, true);
    }
    return new BasicProperties.Builder()
        .contentType("application/json")
        .deliveryMode(PERSISTENT)
        .type(type)
        .messageId(Long.toString(position))
        .headers(headers)
        .build();
  }

  @Override
  public String toString() {
    return position + " (" + type + ")";
  }
}
