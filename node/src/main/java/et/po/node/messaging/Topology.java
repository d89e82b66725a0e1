package et.po.node.messaging;

import et.po.node.messages.Message;
import et.po.node.messages.Message.BlockRead;
import et.po.node.messages.Message.BlocksUndone;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Who hears what: all subscribers there are, in whatever process each runs. What is published
/// waits for every one of them, also for those that come late.
public record Topology(List<Subscriber> subscribers) {
  private static final Set<String> CHAIN =
      Set.of(MessageCodec.type(BlockRead.class), MessageCodec.type(BlocksUndone.class));

  public Topology {
    subscribers = List.copyOf(subscribers);
  }

  public static Topology of(Subscriber... subscribers) {
    return new Topology(Arrays.asList(subscribers));
  }

  /// @param name its identity over restarts
  /// @param ordered whether its messages are handled one at a time over all processes, in the order
  ///   they were published in; others are handled by as many processes as there are, in any order
  public record Subscriber(String name, boolean ordered, Set<Class<? extends Message>> types) {
    public Subscriber {
      types = Set.copyOf(types);
    }

    @SafeVarargs
    public static Subscriber ordered(String name, Class<? extends Message>... types) {
      return new Subscriber(name, true, Set.of(types));
    }

    @SafeVarargs
    public static Subscriber unordered(String name, Class<? extends Message>... types) {
      return new Subscriber(name, false, Set.of(types));
    }

    /// Whether a message of this type waits until it can be handled, and those behind it wait for
    /// it: to an ordered subscriber a block says what it says in its place alone.
    boolean holds(String type) {
      return ordered && CHAIN.contains(type);
    }

    List<String> typeNames() {
      return types.stream().map(MessageCodec::type).sorted().toList();
    }
  }

  /// @throws IllegalArgumentException for one that there is not, with those that there are
  Subscriber subscriber(String name) {
    return subscribers.stream()
        .filter(subscriber -> subscriber.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "There is no subscriber \"" + name + "\"; there are " + names() + "."));
  }

  Set<String> names() {
    return subscribers.stream().map(Subscriber::name).collect(Collectors.toUnmodifiableSet());
  }

  /// The types that anybody hears.
  List<String> typeNames() {
    return subscribers.stream().flatMap(each -> each.typeNames().stream()).distinct().toList();
  }
}
