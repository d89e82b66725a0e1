package et.po.frost;

import et.po.frost.custody.KeyCustody;
import et.po.frost.custody.KeyRotation;
import et.po.frost.database.Database;
import et.po.frost.database.SchemaVersion;
import et.po.frost.faults.FaultException;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import org.flywaydb.core.api.FlywayException;
import org.postgresql.ds.PGSimpleDataSource;

/// The command that wraps all accounts' keys with the current key. Reads the environment itself, as
/// [Migration] does; Frost may serve meanwhile.
final class Rotation {
  private static final int SOME_FAILED = 1;

  private Rotation() {}

  /// The exit code: 0, 1 if the keys of some accounts do not unwrap, or 3 after a sentence.
  static int run(Map<String, String> environment, PrintStream out, PrintStream err) {
    try {
      KeyRotation.Report report =
          rotation(environment)
              .run(
                  err::println,
                  account -> err.println("Not wrapped again: the keys of account " + account));
      out.println(report);
      if (report.failed() == 0) {
        return 0;
      }
      err.println(
          "The keys that failed were wrapped with a key that is not in FROST_MASTER_KEY,"
              + " FROST_OLD_MASTER_KEYS or Vault; they are as they were.");
      return SOME_FAILED;
    } catch (StartRefusedException e) {
      return couldNot(err, String.valueOf(e.getMessage()));
    } catch (IllegalStateException e) {
      // Of a custodian that answers otherwise than it should.
      return couldNot(err, String.valueOf(e.getMessage()));
    } catch (FaultException e) {
      return couldNot(err, "The custodian is away: what is left is wrapped when it is run again.");
    } catch (SQLException | FlywayException | IllegalArgumentException e) {
      return couldNot(
          err,
          "Frost's database cannot be used: "
              + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
  }

  private static KeyRotation rotation(Map<String, String> environment)
      throws StartRefusedException, SQLException {
    PGSimpleDataSource source = Migration.source(environment);
    if (!new SchemaVersion(source).isCurrent()) {
      throw new StartRefusedException(
          "The database's schema is older than this version of Frost needs: run `migrate` first.");
    }
    Database database = new Database(source);
    SecureRandom random = new SecureRandom();
    CustodyEnvironment settings = new CustodyEnvironment(environment);
    KeyCustody custody =
        new CustodyChoice(profile(environment), new EmbeddedSecrets(database, random), random)
            .of(settings.masterKey(), settings);
    return new KeyRotation(database, custody);
  }

  private static Profile profile(Map<String, String> environment) throws StartRefusedException {
    String name = environment.getOrDefault("FROST_PROFILE", "production");
    try {
      return Profile.valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new StartRefusedException("FROST_PROFILE is embedded or production, not " + name + ".");
    }
  }

  private static int couldNot(PrintStream err, String sentence) {
    err.println("The keys could not be rotated. " + sentence);
    return FrostServer.COULD_NOT;
  }
}
