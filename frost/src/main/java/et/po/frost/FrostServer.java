package et.po.frost;

import et.po.frost.database.Database;
import et.po.frost.database.SchemaVersion;
import et.po.frost.http.BrokenRequests;
import et.po.frost.http.Edge;
import et.po.frost.http.StandardHeaders;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.SecureRandom;
import java.sql.SQLException;
import org.flywaydb.core.api.FlywayException;

/// Puts [Frost] on Quarkus: its database, its HTTP server, its start and stop.
@ApplicationScoped
final class FrostServer {
  /// The exit code of what could not be done.
  static final int COULD_NOT = 3;

  // After all routes that Quarkus has, such as those of the API's description.
  private static final int LAST = Integer.MAX_VALUE;
  private static final int FIRST = Integer.MIN_VALUE;

  private final Frost frost;
  private final Edge edge;

  FrostServer(
      FrostSettings settings, AgroalDataSource source, MeterRegistry registry, Vertx vertx) {
    SecureRandom random = new SecureRandom();
    Database database = new Database(source);
    try {
      checkSchema(source);
      Secrets secrets = Secrets.of(settings, database, random);
      secrets.check(database);
      this.frost = new Frost(settings, database, secrets, random);
    } catch (StartRefusedException e) {
      throw refused(String.valueOf(e.getMessage()));
    } catch (SQLException | FlywayException e) {
      throw refused("Frost's database cannot be used: " + firstLine(e));
    }
    this.edge =
        new Edge(
            vertx,
            frost.routes(),
            frost.bodyLimits(),
            frost.clientAddresses(),
            new RequestMetrics(registry));
  }

  private static void checkSchema(AgroalDataSource source) throws StartRefusedException {
    if (!new SchemaVersion(source).isCurrent()) {
      throw new StartRefusedException(
          "The database's schema is older than this version of Frost needs: run `migrate` first.");
    }
  }

  private static String firstLine(Exception failure) {
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("no reason was given");
  }

  /// Of this one Quarkus prints the message alone; of others the stack.
  private static ConfigurationException refused(String sentence) {
    return new ConfigurationException(sentence);
  }

  void onRoutes(@Observes Router router) {
    router.route().order(FIRST).handler(new StandardHeaders()).failureHandler(new BrokenRequests());
    router.route().order(LAST).handler(edge);
  }

  void onStart(@Observes StartupEvent event) {
    frost.start();
  }

  void onStop(@Observes ShutdownEvent event) {
    edge.close();
    frost.close();
  }
}
