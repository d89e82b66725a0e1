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
import java.util.Iterator;
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

  /// That some are doubtful is said twice, so that their index is used.
  static final String DOUBTFUL =
      taking(
          "taken > 0 and taken = " + DOUBTS,
          "due",
          "greatest(1, ? >> least(3 * coalesce(" + DOUBTS + ", 0), 30))");

  static final String SELDOM_LOOKED_FOR = taking("taken = 0", "attempts, looked", "?");
  static final String LONG_NOT_LOOKED_FOR = taking("taken = 0", "looked", "?");

  /// To one that was not looked for for long.
  private static final int SELDOM = 3;

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

  /// Takes files that are due, in the order in which to look for them.
  ///
  /// Three of four are those that were looked for least often, so that files nobody has do not
  /// starve those that somebody has; the fourth is the one that was looked for longest ago, however
  /// often, so that no file waits for ever.
  List<Cid> take(int most) throws SQLException {
    int seldom = most - most / (SELDOM + 1);
    List<Cid> first = take(SELDOM_LOOKED_FOR, seldom);
    if (first.size() < seldom) {
      return first;
    }
    Iterator<Cid> second = take(LONG_NOT_LOOKED_FOR, most - seldom).iterator();
    List<Cid> mixed = new ArrayList<>();
    for (Cid file : first) {
      mixed.add(file);
      if (second.hasNext() && mixed.size() % (SELDOM + 1) == SELDOM) {
        mixed.add(second.next());
      }
    }
    second.forEachRemaining(mixed::add);
    return mixed;
  }

  /// Takes the oldest of those that are due and that somebody had in hand and did not conclude,
  /// with others of which that is so as often: the oftener, the fewer. So hundreds of files that
  /// were in hand do not come one by one, and one that ends processes is soon alone.
  List<Cid> takeDoubtful(int most) throws SQLException {
    return take(DOUBTFUL, most);
  }

  private List<Cid> take(String sql, int most) throws SQLException {
    return database.inTransaction(transaction ->
        Sql.list(
            transaction,
            row -> Cid.parse(row.getString(1)).orElseThrow(),
            sql,
            HAND.toSeconds(),
            HAND.toSeconds(),
            settings.longestRetry().toSeconds(),
            most));
  }

  /// @param limit of their number, in terms of the one parameter
  private static String taking(String which, String order, String limit) {
    return "with took as (update storage_reader.file"
        + " set taken = taken + 1, due = clock_timestamp()"
        + " + make_interval(secs => least(? * pow(2, least(taken, 20)), greatest(?, ?)))"
        + " where file_cid in (select file_cid from storage_reader.file"
        + " where done is null and due <= now() and "
        + which
        + " order by "
        + order
        + " limit "
        + limit
        + " for update skip locked) returning file_cid, attempts, looked, due)"
        + " select file_cid from took order by "
        + order;
  }

  /// Writes down what became of files that were taken, and tells of those that nobody else has
  /// concluded meanwhile.
  ///
  /// @param unread are due again at once, as if they had not been taken
  void conclude(List<ClaimFile> files, Collection<Cid> unread) throws SQLException {
    List<ClaimFile> concluded = files.stream().filter(ClaimFile::isConcluded).toList();
    database.run(transaction -> {
      giveBack(transaction, unread);
      putBehind(transaction, of(ClaimFile.Away.class, files));
      defer(transaction, of(ClaimFile.Unasked.class, files));
      postpone(transaction, of(ClaimFile.Missing.class, files));
      Set<String> ours = finish(transaction, concluded);
      tell(
          transaction,
          concluded.stream().filter(file -> ours.contains(file.cid().toString())).toList());
    });
  }

  private static <T extends ClaimFile> List<T> of(Class<T> kind, List<ClaimFile> files) {
    return files.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private static void giveBack(Connection transaction, Collection<Cid> unread) throws SQLException {
    if (!unread.isEmpty()) {
      Sql.update(
          transaction,
          "update storage_reader.file set taken = greatest(taken - 1, 0), due = now()"
              + " where file_cid = any(?) and done is null",
          names(unread));
    }
  }

  /// Due again at once, after all others, so that whatever it is that is away keeps no other file
  /// from being read.
  private static void putBehind(Connection transaction, List<ClaimFile.Away> files)
      throws SQLException {
    if (!files.isEmpty()) {
      Sql.update(
          transaction,
          "update storage_reader.file set taken = 0, due = now(), looked = clock_timestamp()"
              + " where file_cid = any(?) and done is null",
          cids(files));
    }
  }

  /// Due again when everybody can be asked, and none the worse: that nobody was found to have it
  /// says nothing.
  private static void defer(Connection transaction, List<ClaimFile.Unasked> files)
      throws SQLException {
    if (!files.isEmpty()) {
      Sql.update(
          transaction,
          "update storage_reader.file set taken = 0,"
              + " due = clock_timestamp() + make_interval(secs => ?)"
              + " where file_cid = any(?) and done is null",
          files.stream().mapToLong(file -> file.left().toMillis()).max().orElseThrow() / 1000.0,
          cids(files));
    }
  }

  private void postpone(Connection transaction, List<ClaimFile.Missing> missing)
      throws SQLException {
    if (!missing.isEmpty()) {
      Sql.update(
          transaction,
          "update storage_reader.file set taken = 0, attempts = attempts + 1,"
              + " looked = clock_timestamp(), due = clock_timestamp()"
              + " + make_interval(secs => least(? * pow(2, least(attempts, 20)), ?))"
              + " where file_cid = any(?) and done is null",
          settings.retry().toMillis() / 1000.0,
          settings.longestRetry().toMillis() / 1000.0,
          cids(missing));
    }
  }

  private static SqlArray cids(List<? extends ClaimFile> files) {
    return names(files.stream().map(ClaimFile::cid).toList());
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
        case ClaimFile.Missing _, ClaimFile.Unasked _, ClaimFile.Away _ -> {}
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
