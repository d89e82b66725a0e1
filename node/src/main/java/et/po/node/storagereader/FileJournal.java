package et.po.node.storagereader;

import et.po.node.database.Database;
import et.po.node.database.Sql;
import et.po.node.database.Sql.SqlArray;
import et.po.node.messages.Message.ClaimsRead;
import et.po.node.messages.Message.ClaimsRefused;
import et.po.node.messages.Message.ReadClaim;
import et.po.node.messages.Message.RefusedClaim;
import et.po.node.messaging.Messaging;
import et.po.protocol.ipfs.Cid;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which claim files there are, and which of them are to be read when.
///
/// A file is taken before it is read, which is committed first: so a process that dies of a file is
/// known to have had it in hand. What was taken is nobody else's for a while, and afterwards
/// doubtful: it comes with ever fewer others, after a wait that doubles with each such death, and
/// keeps no file from being read that is not doubtful.
final class FileJournal {
  /// How long whoever took files may keep them.
  private static final Duration HAND = Duration.ofSeconds(30);

  /// How often the doubtful file that is due first was taken.
  private static final String DOUBTS =
      "(select taken from storage_reader.file"
          + " where done is null and due <= now() and taken > 0 order by due limit 1)";

  private final Database database;
  private final Messaging messaging;
  private final StorageReaderSettings settings;

  FileJournal(Database database, Messaging messaging, StorageReaderSettings settings) {
    this.database = database;
    this.messaging = messaging;
    this.settings = settings;
  }

  /// Takes those that are new, in their order. What is not new was told of before, or is in
  /// somebody's hand.
  List<Cid> takeNew(List<Cid> files) throws SQLException {
    List<String> names = files.stream().map(Cid::toString).toList();
    Set<String> taken =
        new HashSet<>(
            database.inTransaction(transaction ->
                Sql.list(
                    transaction,
                    row -> row.getString(1),
                    "insert into storage_reader.file (file_cid, taken, due)"
                        + " select cid, 1, clock_timestamp() + make_interval(secs => ?)"
                        + " from unnest(?) as f (cid) order by cid"
                        + " on conflict do nothing returning file_cid",
                    HAND.toSeconds(),
                    Sql.array("text", names))));
    return files.stream().filter(file -> taken.contains(file.toString())).toList();
  }

  /// Takes files that are due, the oldest first.
  List<Cid> take(int most) throws SQLException {
    return take("taken = 0", "?", most);
  }

  /// Takes the oldest of those that are due and that somebody had in hand and did not conclude,
  /// with others of which that is so as often: the oftener, the fewer. So hundreds of files that
  /// were in hand do not come one by one, and one that ends processes is soon alone.
  List<Cid> takeDoubtful(int most) throws SQLException {
    return take(
        "taken = " + DOUBTS, "greatest(1, ? >> least(3 * coalesce(" + DOUBTS + ", 0), 30))", most);
  }

  /// @param limit of their number, in terms of the one parameter
  private List<Cid> take(String which, String limit, int most) throws SQLException {
    return database.inTransaction(transaction ->
        Sql.list(
            transaction,
            row -> Cid.parse(row.getString(1)).orElseThrow(),
            "update storage_reader.file set taken = taken + 1, due = clock_timestamp()"
                + " + make_interval(secs => least(? * pow(2, least(taken, 20)), greatest(?, ?)))"
                + " where file_cid in (select file_cid from storage_reader.file"
                + " where done is null and due <= now() and "
                + which
                + " order by due limit "
                + limit
                + " for update skip locked) returning file_cid",
            HAND.toSeconds(),
            HAND.toSeconds(),
            settings.longestRetry().toSeconds(),
            most));
  }

  /// Writes down what became of files that were taken, and tells of those that nobody else has
  /// concluded meanwhile.
  ///
  /// @param unread are due again at once
  void conclude(List<ClaimFile> files, Collection<Cid> unread) throws SQLException {
    List<ClaimFile> concluded =
        files.stream().filter(file -> !(file instanceof ClaimFile.Missing)).toList();
    List<ClaimFile> missing =
        files.stream().filter(file -> file instanceof ClaimFile.Missing).toList();
    database.run(transaction -> {
      giveBack(transaction, unread);
      postpone(transaction, missing.stream().map(ClaimFile::cid).toList());
      Set<String> ours = finish(transaction, concluded);
      tell(
          transaction,
          concluded.stream().filter(file -> ours.contains(file.cid().toString())).toList());
    });
  }

  private static void giveBack(Connection transaction, Collection<Cid> unread) throws SQLException {
    if (!unread.isEmpty()) {
      Sql.update(
          transaction,
          "update storage_reader.file set taken = 0, due = now()"
              + " where file_cid = any(?) and done is null",
          names(unread));
    }
  }

  private void postpone(Connection transaction, Collection<Cid> missing) throws SQLException {
    if (!missing.isEmpty()) {
      Sql.update(
          transaction,
          "update storage_reader.file set taken = 0, attempts = attempts + 1,"
              + " due = clock_timestamp()"
              + " + make_interval(secs => least(? * pow(2, least(attempts, 20)), ?))"
              + " where file_cid = any(?) and done is null",
          settings.retry().toMillis() / 1000.0,
          settings.longestRetry().toMillis() / 1000.0,
          names(missing));
    }
  }

  private static SqlArray names(Collection<Cid> files) {
    return Sql.array("text", files.stream().map(Cid::toString).toList());
  }

  private static Set<String> finish(Connection transaction, List<ClaimFile> concluded)
      throws SQLException {
    if (concluded.isEmpty()) {
      return Set.of();
    }
    List<String> names = new ArrayList<>();
    List<Optional<String>> refused = new ArrayList<>();
    for (ClaimFile file : concluded) {
      names.add(file.cid().toString());
      refused.add(
          file instanceof ClaimFile.Refused no ? Optional.of(no.because()) : Optional.empty());
    }
    return new HashSet<>(
        Sql.list(
            transaction,
            row -> row.getString(1),
            "update storage_reader.file set done = now(), refused = r.because"
                + " from unnest(?, ?) as r (cid, because)"
                + " where file_cid = r.cid and done is null returning file_cid",
            Sql.array("text", names),
            Sql.array("text", refused.stream().map(because -> because.orElse(null)).toList())));
  }

  private void tell(Connection transaction, List<ClaimFile> files) throws SQLException {
    List<ReadClaim> claims = new ArrayList<>();
    List<RefusedClaim> refused = new ArrayList<>();
    for (ClaimFile file : files) {
      String cid = file.cid().toString();
      switch (file) {
        case ClaimFile.Claim claim ->
            claims.add(new ReadClaim(claim.id(), cid, claim.json(), claim.verdict()));
        case ClaimFile.Refused no -> refused.add(new RefusedClaim(cid, no.because()));
        case ClaimFile.Missing _ -> {}
      }
    }
    if (!claims.isEmpty()) {
      messaging.publish(transaction, new ClaimsRead(claims));
    }
    if (!refused.isEmpty()) {
      messaging.publish(transaction, new ClaimsRefused(refused));
    }
  }
}
