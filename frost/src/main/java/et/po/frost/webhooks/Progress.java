package et.po.frost.webhooks;

import et.po.protocol.json.JsonNumber;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// What a sighting of a work means for one who knows the work's last state: events, and its new
/// state, or empty when it is buried and need not be looked at any more.
record Progress(List<Event> events, Optional<WorkState> state) {
  Progress {
    events = List.copyOf(events);
  }

  /// The node took it.
  static Progress accepted(FollowedWork work) {
    return new Progress(
        List.of(new Data(work).event(EventType.ACCEPTED)),
        Optional.of(new WorkState(Stage.ACCEPTED, Optional.empty())));
  }

  static Progress of(FollowedWork work, WorkState known, Sighting seen, Confirmations needed) {
    List<Event> events = new ArrayList<>();
    Data data = new Data(work);
    Stage stage = known.stage();
    if (stage == Stage.SUBMITTED) {
      events.add(data.event(EventType.ACCEPTED));
      stage = Stage.ACCEPTED;
    }
    if (known.block().isPresent() && !known.block().equals(seen.block())) {
      events.add(data.reorganised(known.block().get()));
      stage = Stage.ACCEPTED;
    }
    if (stage == Stage.ACCEPTED && seen.block().isPresent()) {
      events.add(data.anchored(EventType.ANCHORED, seen));
      stage = Stage.ANCHORED;
    }
    if (stage == Stage.ANCHORED && seen.confirmations() >= needed.count()) {
      events.add(data.anchored(EventType.CONFIRMED, seen));
      stage = Stage.CONFIRMED;
    }
    boolean buried =
        stage == Stage.CONFIRMED && seen.confirmations() > Confirmations.DEEPEST_REORGANISATION;
    return new Progress(
        events, buried ? Optional.empty() : Optional.of(new WorkState(stage, seen.block())));
  }

  /// What events of a work say.
  private record Data(FollowedWork work) {
    private Event event(EventType type) {
      return new Event(type, json());
    }

    private Event anchored(EventType type, Sighting seen) {
      JsonObject anchor =
          seen.block()
              .orElseThrow()
              .json()
              .with("confirmations", new JsonNumber(seen.confirmations()));
      return new Event(type, json().with("anchor", anchor));
    }

    /// @param previous the block that the work is not in any more
    private Event reorganised(Block previous) {
      return new Event(EventType.REORGANISED, json().with("previousAnchor", previous.json()));
    }

    private JsonObject json() {
      return new JsonObject(new LinkedHashMap<>())
          .with("workId", new JsonString(work.work().hex()))
          .with("network", new JsonString(work.network().text()));
    }
  }
}
