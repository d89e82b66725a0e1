package et.po.frost.webhooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import et.po.frost.database.Database;
import et.po.frost.node.NodeClient;
import et.po.frost.node.Nodes;
import et.po.frost.tokens.Caller;
import et.po.frost.tokens.TokenHash;
import et.po.frost.tokens.TokenKind;
import et.po.protocol.claim.ClaimId;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

final class FollowerTest {
  private static final ClaimId CLAIM = new ClaimId("ab".repeat(32));

  private final AtomicInteger asked = new AtomicInteger();

  /// A database that is away, and counts who asks for it.
  private Database database() {
    return new Database(
        (DataSource)
            Proxy.newProxyInstance(
                FollowerTest.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (_, _, _) -> {
                  asked.incrementAndGet();
                  throw new SQLException("away");
                }));
  }

  private Follower follower() {
    Database database = database();
    NodeClient node = new NodeClient(HttpClient.newHttpClient(), URI.create("http://127.0.0.1:1"));
    return new Follower(
        database,
        new FollowedWorks(database, Duration.ofSeconds(1), Clock.systemUTC()),
        new Deliveries(database, RetrySchedule.STANDARD, Clock.systemUTC()),
        new Nodes(node, node),
        new Confirmations(6));
  }

  private static Caller caller(boolean hasWebhook) {
    return new Caller(
        new UUID(0, 1),
        "an issuer",
        true,
        hasWebhook,
        TokenKind.API_KEY,
        new TokenHash("cd".repeat(32)),
        "127.0.0.1");
  }

  @Test
  void workOfAnAccountWithoutWebhook_needsNoDatabase() throws Exception {
    try (Follower follower = follower()) {
      follower.submitting(caller(false), CLAIM);
      follower.accepted(caller(false), CLAIM);
    }
    assertEquals(0, asked.get());
  }

  @Test
  void workOfAnAccountWithOne_isNotSubmittedBeforeItIsNoted() {
    try (Follower follower = follower()) {
      assertThrows(SQLException.class, () -> follower.submitting(caller(true), CLAIM));
    }
    assertEquals(1, asked.get());
  }
}
