package et.po.node.messaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import et.po.node.messages.Message;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Messages as text: the type is the record's simple name, the body its JSON. Members that are not
/// known here are passed over, for a newer program may have published the message.
final class MessageCodec {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();
  private static final Map<String, Class<?>> TYPES =
      Arrays.stream(Message.class.getPermittedSubclasses())
          .collect(Collectors.toUnmodifiableMap(Class::getSimpleName, Function.identity()));

  private MessageCodec() {}

  static String type(Class<? extends Message> message) {
    return message.getSimpleName();
  }

  static String body(Message message) {
    try {
      return JSON.writeValueAsString(message);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a message that has no JSON: " + type(message.getClass()), e);
    }
  }

  static Message message(String type, String body) {
    Class<?> record = TYPES.get(type);
    if (record == null) {
      throw new IllegalArgumentException("no message is called " + type);
    }
    try {
      return (Message) JSON.readValue(body, record);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a " + type, e);
    }
  }
}
