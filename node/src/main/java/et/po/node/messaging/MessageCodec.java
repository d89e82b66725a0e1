package et.po.node.messaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import et.po.node.database.Sql;
import et.po.node.messages.Message;
import et.po.node.messages.Message.Anchor;
import et.po.node.messages.Message.BatchCreated;
import et.po.node.messages.Message.BatchRead;
import et.po.node.messages.Message.BlockRead;
import et.po.node.messages.Message.BlocksUndone;
import et.po.node.messages.Message.ClaimsAccepted;
import et.po.node.messages.Message.ClaimsRead;
import et.po.node.messages.Message.ClaimsRefused;
import et.po.node.messages.Message.ClaimsStored;
import et.po.node.messages.Message.TransactionSent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Messages as text: the type is the record's simple name, the body its JSON. Members that are not
/// known here are passed over, for a newer program may have published the message.
final class MessageCodec {
  /// Characters, each at most three bytes. RabbitMQ takes messages of 16 MiB, but every subscriber
  /// has several in memory, which it can count and not weigh before they are there.
  private static final int LARGEST = 1024 * 1024;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();
  private static final Map<String, Class<?>> TYPES =
      Arrays.stream(Message.class.getPermittedSubclasses())
          .collect(Collectors.toUnmodifiableMap(Class::getSimpleName, Function.identity()));

  private MessageCodec() {}

  static String type(Class<? extends Message> message) {
    return message.getSimpleName();
  }

  record Encoded(String type, String body) {}

  /// The message, or several that say the same together and are each small enough for a broker; one
  /// item is never divided.
  ///
  /// The parts of a block follow each other, each with the block's own data. Whoever hears of
  /// blocks takes every anchor for itself, and hears of the chain's next step after the last part.
  static List<Encoded> encode(Message message) {
    String body = body(message);
    List<Message> halves = body.length() <= LARGEST ? List.of() : halves(message);
    return halves.isEmpty()
        ? List.of(new Encoded(type(message.getClass()), body))
        : halves.stream().flatMap(half -> encode(half).stream()).toList();
  }

  private static String body(Message message) {
    try {
      return JSON.writeValueAsString(message);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a message that has no JSON: " + type(message.getClass()), e);
    }
  }

  private static List<Message> halves(Message message) {
    return switch (message) {
      case ClaimsAccepted all -> halves(all.claims(), ClaimsAccepted::new);
      case ClaimsStored all -> halves(all.claims(), ClaimsStored::new);
      case BatchCreated all ->
          halves(all.fileCids(), some -> new BatchCreated(all.batchCid(), all.layout(), some));
      case BatchRead all ->
          halves(all.items(), some -> new BatchRead(all.batchCid(), all.layout(), some));
      case ClaimsRead all -> halves(all.claims(), ClaimsRead::new);
      case ClaimsRefused all -> halves(all.claims(), ClaimsRefused::new);
      case BlockRead all -> halves(all.anchors(), some -> new BlockRead(all.block(), some));
      case TransactionSent _, BlocksUndone _ -> List.of();
    };
  }

  private static <T> List<Message> halves(List<T> items, Function<List<T>, Message> message) {
    int middle = items.size() / 2;
    return middle == 0
        ? List.of()
        : List.of(
            message.apply(items.subList(0, middle)),
            message.apply(items.subList(middle, items.size())));
  }

  /// @throws UnreadableMessageException for what is no message
  static Message message(String type, String body) {
    Class<?> record = TYPES.get(type);
    if (record == null) {
      throw new UnreadableMessageException("no message is called " + type);
    }
    try {
      Message message = (Message) JSON.readValue(body, record);
      requireStorable(message);
      return message;
    } catch (JsonProcessingException e) {
      throw new UnreadableMessageException("not a " + type, e);
    }
  }

  /// Those of the chain are waited for until they can be handled, so they must be such as can.
  private static void requireStorable(Message message) {
    switch (message) {
      case BlockRead block -> {
        requireStorable(block.block().hash());
        requireStorable(block.block().previousHash());
        block.anchors().forEach(MessageCodec::requireStorable);
      }
      case BlocksUndone undone -> requireStorable(undone.newParentHash());
      default -> {}
    }
  }

  private static void requireStorable(Anchor anchor) {
    requireStorable(anchor.prefix());
    requireStorable(anchor.batchCid());
    requireStorable(anchor.transactionId());
    requireStorable(anchor.transactionHex());
    requireStorable(anchor.headerHex());
    anchor.merklePath().forEach(MessageCodec::requireStorable);
  }

  private static void requireStorable(String text) {
    if (!Sql.isStorable(text)) {
      throw new UnreadableMessageException("no database stores such a text");
    }
  }
}
