package et.po.frost;

import et.po.frost.database.Database;
import et.po.frost.database.SchemaVersion;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.Optional;
import org.flywaydb.core.api.FlywayException;
import org.jboss.logging.Logger;

/// A [Frost] that is built once its database answers, which may come later than the program.
final class Opening {
  private static final Logger LOG = Logger.getLogger(Opening.class);

  private final FrostSettings settings;
  private final Database database;
  private final SchemaVersion schema;
  private final SecureRandom random = new SecureRandom();
  private volatile Optional<Frost> frost = Optional.empty();
  private volatile Optional<String> problem = Optional.of("the database was not asked yet");

  Opening(FrostSettings settings, Database database, SchemaVersion schema) {
    this.settings = settings;
    this.database = database;
    this.schema = schema;
  }

  /// Builds it; empty while the database is away.
  ///
  /// @throws StartRefusedException for what waiting does not mend
  Optional<Frost> attempt() throws StartRefusedException {
    try {
      Frost built = build();
      frost = Optional.of(built);
      problem = Optional.empty();
    } catch (SQLException | FlywayException e) {
      String sentence = "the database cannot be reached: " + firstLine(e);
      if (problem.filter(sentence::equals).isEmpty()) {
        LOG.warnf("Frost waits: %s", sentence);
      }
      problem = Optional.of(sentence);
    }
    return frost;
  }

  /// What can be told without the database is told before it is there.
  private Frost build() throws StartRefusedException, SQLException {
    boolean embedded = settings.profile() == Profile.EMBEDDED;
    Optional<Secrets> given =
        embedded ? Optional.empty() : Optional.of(Secrets.of(settings, database, random));
    if (!schema.isCurrent()) {
      throw new StartRefusedException(
          "The database's schema is older than this version of Frost needs: run `migrate` first.");
    }
    Secrets secrets = given.isPresent() ? given.get() : Secrets.of(settings, database, random);
    secrets.check(database);
    return new Frost(settings, database, secrets, random);
  }

  private static String firstLine(Exception failure) {
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("no reason was given");
  }

  /// Frost, once it was built.
  Optional<Frost> frost() {
    return frost;
  }

  /// Why it is not there yet.
  Optional<String> problem() {
    return problem;
  }
}
