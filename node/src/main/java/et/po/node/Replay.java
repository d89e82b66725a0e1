package et.po.node;

import et.po.node.messaging.InProcessMessaging;
import et.po.node.messaging.Messaging;
import et.po.node.messaging.RabbitAddress;
import et.po.node.messaging.RabbitMessaging;
import et.po.node.messaging.Topology;
import et.po.node.messaging.TryLaterException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/// The command `replay`: messages that a role set aside come to it once more, or are thrown away.
final class Replay {
  private static final String DROP = "--drop";
  private static final int MISUSE = 2;
  private static final int UNABLE = 3;

  private Replay() {}

  /// 0 when it is done, with how many they are; 2 for a role that hears nothing and for what is not
  /// understood, 3 with a sentence when it cannot be done now.
  ///
  /// @param arguments whose messages; of all roles without one; `--drop` before throws them away
  static int run(List<String> arguments, Map<String, String> environment) {
    boolean drops = !arguments.isEmpty() && arguments.getFirst().equals(DROP);
    List<String> names = arguments.subList(drops ? 1 : 0, arguments.size());
    // Thrown away is what somebody has looked at: never that of all roles.
    if (names.size() > 1 || (drops && names.isEmpty())) {
      System.err.println("It is replay [ROLE], or replay --drop ROLE.");
      return MISUSE;
    }
    return run(drops, names.stream().findFirst(), environment);
  }

  private static int run(
      boolean drops, Optional<String> subscriber, Map<String, String> environment) {
    List<String> known =
        Subscribers.ALL.subscribers().stream().map(Topology.Subscriber::name).toList();
    if (subscriber.isPresent() && !known.contains(subscriber.get())) {
      System.err.printf(
          "No role is told things under the name \"%s\"; there are %s.%n",
          subscriber.get(), String.join(", ", known));
      return MISUSE;
    }
    try (Messaging messaging = messaging(environment)) {
      long all = 0;
      for (String name : subscriber.map(List::of).orElse(known)) {
        long count = drops ? messaging.drop(name) : messaging.replay(name);
        all += count;
        if (count > 0) {
          System.out.printf("%s: %d%n", name, count);
        }
      }
      System.out.printf(
          drops ? "%d messages are thrown away.%n" : "%d messages are handed over once more.%n",
          all);
      return 0;
    } catch (SQLException e) {
      System.err.println("The node's database cannot be used: " + e.getMessage());
    } catch (TryLaterException | IllegalArgumentException e) {
      System.err.println("Nothing could be done: " + e.getMessage());
    }
    return UNABLE;
  }

  private static Messaging messaging(Map<String, String> environment) {
    DataSource source = source(environment);
    return find(environment, "NODE_RABBITMQ_URL")
        .<Messaging>map(url ->
            new RabbitMessaging(source, Subscribers.ALL, address(URI.create(url), environment)))
        .orElseGet(() -> new InProcessMessaging(source, Subscribers.ALL));
  }

  private static RabbitAddress address(URI url, Map<String, String> environment) {
    String network = find(environment, "NODE_NETWORK").orElse(NodeSettings.NETWORK);
    String anchors = find(environment, "NODE_PREFIX").orElse(NodeSettings.PREFIX);
    String prefix =
        find(environment, "NODE_RABBITMQ_PREFIX")
            .orElseGet(() -> RabbitAddress.prefix(network, anchors));
    // Nothing is published here, and so nothing kept.
    return new RabbitAddress(url, prefix, Duration.ZERO);
  }

  private static DataSource source(Map<String, String> environment) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(find(environment, "NODE_DATABASE_URL").orElse(NodeSettings.DATABASE_URL));
    source.setUser(find(environment, "NODE_DATABASE_USER").orElse(NodeSettings.DATABASE_USER));
    find(environment, "NODE_DATABASE_PASSWORD").ifPresent(source::setPassword);
    return source;
  }

  private static Optional<String> find(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }
}
