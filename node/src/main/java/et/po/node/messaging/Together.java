package et.po.node.messaging;

import et.po.node.messages.Message;
import et.po.node.messages.Message.BatchCreated;
import et.po.node.messages.Message.BatchRead;
import et.po.node.messages.Message.ClaimsAccepted;
import et.po.node.messages.Message.ClaimsRead;
import et.po.node.messages.Message.ClaimsStored;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// A handler that gets messages which wait together as one: of a node under load each holds few
/// claims, and a transaction for many costs little more than one for few.
///
/// Messages that only add to a set are put together by their kind, wherever they stand among others
/// of these; none of them passes a message of the chain, such as a block.
public record Together(MessageHandler handler) implements MessageHandler {
  @Override
  public void handle(Message message) throws Exception {
    handler.handle(message);
  }

  /// As if it were handed them one by one. When it fails, some may have been handled.
  void handleAll(List<Message> messages) throws Exception {
    for (Message message : merge(messages)) {
      handler.handle(message);
    }
  }

  static List<Message> merge(List<Message> messages) {
    List<Message> merged = new ArrayList<>();
    SequencedMap<Object, List<Message>> kinds = new LinkedHashMap<>();
    for (Message message : messages) {
      Object kind = kind(message);
      if (kind == Message.class) {
        kinds.values().forEach(some -> merged.add(one(some)));
        kinds.clear();
        merged.add(message);
      } else {
        kinds.computeIfAbsent(kind, _ -> new ArrayList<>()).add(message);
      }
    }
    kinds.values().forEach(some -> merged.add(one(some)));
    return merged;
  }

  /// Messages of the same kind can be one message.
  private static Object kind(Message message) {
    return switch (message) {
      case ClaimsAccepted _, ClaimsStored _, ClaimsRead _ -> message.getClass();
      case BatchCreated batch -> new BatchCreated(batch.batchCid(), batch.layout(), List.of());
      case BatchRead batch -> new BatchRead(batch.batchCid(), batch.layout(), List.of());
      default -> Message.class;
    };
  }

  private static Message one(List<Message> same) {
    if (same.size() == 1) {
      return same.getFirst();
    }
    return switch (same.getFirst()) {
      case ClaimsAccepted _ ->
          new ClaimsAccepted(
              same.stream().flatMap(each -> ((ClaimsAccepted) each).claims().stream()).toList());
      case ClaimsStored _ ->
          new ClaimsStored(
              same.stream().flatMap(each -> ((ClaimsStored) each).claims().stream()).toList());
      case ClaimsRead _ ->
          new ClaimsRead(
              same.stream().flatMap(each -> ((ClaimsRead) each).claims().stream()).toList());
      case BatchCreated first ->
          new BatchCreated(
              first.batchCid(),
              first.layout(),
              same.stream().flatMap(each -> ((BatchCreated) each).fileCids().stream()).toList());
      case BatchRead first ->
          new BatchRead(
              first.batchCid(),
              first.layout(),
              same.stream().flatMap(each -> ((BatchRead) each).items().stream()).toList());
      default -> throw new IllegalStateException("cannot be put together: " + same.getFirst());
    };
  }
}
