package et.po.frost.works;

import static java.nio.charset.StandardCharsets.UTF_8;

import et.po.frost.faults.Fault;
import et.po.frost.faults.FaultException;
import et.po.frost.validation.Rule;
import et.po.frost.validation.Rules;
import et.po.frost.validation.Shape;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonArray;
import et.po.protocol.json.JsonBoolean;
import et.po.protocol.json.JsonNull;
import et.po.protocol.json.JsonNumber;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;

/// A work as a publisher posts it, taken apart.
///
/// @param fields what goes into the claim as it is
/// @param context terms of the publisher's own
/// @param content the work itself, if it was sent along and is not empty
record WorkDraft(JsonObject fields, JsonObject context, Optional<byte[]> content) {
  private static final Shape SHAPE =
      Shape.empty()
          .required("name", Rules.TEXT)
          .required("datePublished", Rules.ISO_8601)
          .required("dateCreated", Rules.ISO_8601)
          .required("author", Rules.TEXT)
          .optional("tags", Rules.TEXT_OR_EMPTY)
          .optional("content", Rules.ANYTHING)
          .optional("hash", Rules.TEXT)
          .optional("archiveUrl", Rules.ARCHIVE_URL)
          .optional("@context", Rules.OBJECT)
          .open();

  /// @throws et.po.frost.faults.FaultException [Fault#INVALID_INPUT] for anything but a work
  static WorkDraft of(Json body) {
    JsonObject work = checked(body);
    return new WorkDraft(
        work.without("@context").without("content"),
        work.findObject("@context").orElse(JsonObject.EMPTY),
        work.find("content").flatMap(WorkDraft::bytes));
  }

  private static JsonObject checked(Json body) {
    try {
      return SHAPE.check(body);
    } catch (FaultException e) {
      boolean signed =
          body instanceof JsonObject envelope
              && envelope.findObject("claim").isPresent()
              && envelope.find("sec:proof").isPresent();
      throw signed
          ? Fault.INVALID_INPUT.because(
              e.sentence() + ". This is a claim that is signed already: post it to /claims.")
          : e;
    }
  }

  /// What JavaScript counts as false is no content.
  private static Optional<byte[]> bytes(Json content) {
    return switch (content) {
      case JsonString(String text) -> text.isEmpty() ? Optional.empty() : Optional.of(utf8(text));
      case JsonNumber number ->
          number.value() == 0
              ? Optional.empty()
              : Optional.of(number.javaScriptText().getBytes(UTF_8));
      case JsonNull _ -> Optional.empty();
      case JsonBoolean(boolean value) when !value -> Optional.empty();
      case JsonBoolean _, JsonObject _, JsonArray _ ->
          throw invalid("must be a string or a number");
    };
  }

  private static byte[] utf8(String text) {
    try {
      ByteBuffer encoded = UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return bytes;
    } catch (CharacterCodingException e) {
      throw invalid("must not have half of a surrogate pair");
    }
  }

  private static RuntimeException invalid(String reason) {
    return Rule.refusal(Rule.child("content", reason));
  }
}
