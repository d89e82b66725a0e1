package et.po.frost.webhooks;

import et.po.frost.audit.Audit;
import et.po.frost.custody.AccountKeys;
import et.po.frost.database.Database;
import et.po.frost.http.Routes;
import et.po.frost.node.Nodes;
import et.po.frost.tasks.Tasks;
import et.po.frost.tokens.Guard;
import et.po.frost.works.ClaimWatch;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLSocketFactory;
import org.jboss.logging.Logger;

/// All parts of webhooks, put together, on threads of their own: a node or a receiver that is slow
/// holds up nothing else.
public final class Webhooks implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Webhooks.class);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration CLEANING = Duration.ofMinutes(10);
  private static final int TASKS = 3;

  private final Deliveries deliveries;
  private final FollowedWorks followed;
  private final SystemResolver resolver = new SystemResolver();
  private final Posting posting;
  private final Courier courier;
  private final Follower follower;
  private final WebhookEndpoints endpoints;
  private final Tasks tasks = new Tasks("webhooks", TASKS);

  public Webhooks(
      WebhookSettings settings,
      Guard guard,
      Database database,
      AccountKeys keys,
      Nodes nodes,
      Audit audit,
      SecureRandom random,
      Clock clock) {
    Receivers receivers =
        new Receivers(
            new AddressPolicy(
                settings.privateReceivers(), settings.refusedNetworks().orElse(List.of())),
            resolver);
    this.posting =
        new Posting(receivers, (SSLSocketFactory) SSLSocketFactory.getDefault(), PATIENCE);
    this.deliveries = new Deliveries(database, RetrySchedule.STANDARD, clock);
    this.courier = new Courier(deliveries, keys, posting, clock);
    this.followed = new FollowedWorks(database, settings.interval(), clock);
    this.follower = new Follower(database, followed, deliveries, nodes, settings.confirmations());
    this.endpoints =
        new WebhookEndpoints(guard, database, keys, receivers, deliveries, audit, random, clock);
  }

  /// What must be told of claims that go to a node.
  public ClaimWatch claimWatch() {
    return follower;
  }

  public void addTo(Routes routes) {
    endpoints.addTo(routes);
  }

  public void start() {
    tasks.repeat("sending to webhooks", TICK, courier::work);
    tasks.repeat("following works", TICK, follower::work);
    tasks.repeat("forgetting what webhooks were sent", CLEANING, this::forget);
  }

  private void forget() {
    try {
      deliveries.forget();
      followed.forget();
    } catch (SQLException e) {
      LOG.warnf("Old deliveries stay, because of the database: %s", e.getMessage());
    }
  }

  @Override
  public void close() {
    tasks.close();
    follower.close();
    courier.close();
    posting.close();
    resolver.close();
  }
}
