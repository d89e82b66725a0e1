package et.po.frost;

import et.po.frost.database.Database;
import et.po.frost.database.SchemaVersion;
import et.po.frost.http.BrokenRequests;
import et.po.frost.http.Edge;
import et.po.frost.http.NotYet;
import et.po.frost.http.StandardHeaders;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Puts [Frost] on Quarkus: its database, its HTTP server, its start and stop.
///
/// A database that is there is used at once. Where it comes later, requests are answered that they
/// come too early, and the process is not ready, until it is there.
@ApplicationScoped
class FrostServer {
  private static final Logger LOG = Logger.getLogger(FrostServer.class);

  /// The exit code of what could not be done.
  static final int COULD_NOT = 3;

  // After all routes that Quarkus has, such as those of the API's description.
  private static final int LAST = Integer.MAX_VALUE;
  private static final int FIRST = Integer.MIN_VALUE;
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(1);

  private final Opening opening;
  private final Vertx vertx;
  private final MeterRegistry registry;
  private final Thread waiting = Thread.ofVirtual().name("opening").unstarted(this::await);
  private volatile Optional<Edge> edge = Optional.empty();
  private volatile Handler<RoutingContext> handler = new NotYet();

  FrostServer(
      FrostSettings settings, AgroalDataSource source, MeterRegistry registry, Vertx vertx) {
    this.vertx = vertx;
    this.registry = registry;
    this.opening = new Opening(settings, new Database(source), new SchemaVersion(source));
    try {
      opening.attempt();
    } catch (StartRefusedException e) {
      // Of this one Quarkus prints the message alone; of others the stack.
      throw new ConfigurationException(e.getMessage());
    }
  }

  Opening opening() {
    return opening;
  }

  void onRoutes(@Observes Router router) {
    router.route().order(FIRST).handler(new StandardHeaders()).failureHandler(new BrokenRequests());
    router.route().order(LAST).handler(context -> handler.handle(context));
  }

  void onStart(@Observes StartupEvent event) {
    if (opening.frost().isPresent()) {
      open(opening.frost().get());
    } else {
      waiting.start();
    }
  }

  private void await() {
    try {
      Optional<Frost> frost = Optional.empty();
      while (frost.isEmpty()) {
        Thread.sleep(BETWEEN_ATTEMPTS);
        frost = opening.attempt();
      }
      open(frost.get());
    } catch (StartRefusedException e) {
      System.err.println("Frost does not start. " + e.getMessage());
      Quarkus.asyncExit(COULD_NOT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      // Nobody else would open it, nor say so.
      LOG.error("Frost does not start.", e);
      Quarkus.asyncExit(COULD_NOT);
    }
  }

  private void open(Frost frost) {
    frost.start();
    Edge opened =
        new Edge(
            vertx,
            frost.routes(),
            frost.bodyLimits(),
            frost.clientAddresses(),
            new RequestMetrics(registry));
    edge = Optional.of(opened);
    handler = opened;
  }

  void onStop(@Observes ShutdownEvent event) throws InterruptedException {
    waiting.interrupt();
    if (waiting.isAlive()) {
      waiting.join();
    }
    edge.ifPresent(Edge::close);
    opening.frost().ifPresent(Frost::close);
  }
}
