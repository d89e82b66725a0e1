package et.po.frost.webhooks;

import java.util.Arrays;
import java.util.List;

/// What receivers are told of.
enum EventType {
  ACCEPTED("work.accepted"),
  ANCHORED("work.anchored"),
  CONFIRMED("work.confirmed"),
  REORGANISED("work.reorganised"),
  /// Sent when its owner asks for it, to see whether a receiver works.
  PING("ping");

  /// Those that a webhook may be for.
  static final List<String> OF_WORKS =
      Arrays.stream(values()).filter(type -> type != PING).map(EventType::text).toList();

  private final String text;

  EventType(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }
}
