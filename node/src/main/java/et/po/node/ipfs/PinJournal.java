package et.po.node.ipfs;

import et.po.node.database.Database;
import et.po.node.database.Sql;
import et.po.protocol.ipfs.Cid;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// Which roots there are, and which of them each node lacks.
///
/// What a method has returned from survives a crash.
final class PinJournal {
  /// More processes than there are to bring something to one node at the same time.
  private static final int MOST_AT_ONCE = 20;

  private final Database database;
  private final List<String> nodes;

  /// @param nodes by their names; what others lack is nobody's business
  PinJournal(Database database, List<String> nodes) {
    this.database = database;
    this.nodes = List.copyOf(nodes);
  }

  /// A node that was not there before lacks everything; one that is not named any more is
  /// forgotten.
  void begin() throws SQLException {
    database.run(transaction -> {
      Sql.awaitTurn(transaction, "ipfs nodes");
      Sql.update(
          transaction, "delete from ipfs.node where name <> all(?)", Sql.array("text", nodes));
      Sql.update(
          transaction,
          "with came as (insert into ipfs.node select * from unnest(?) on conflict do nothing"
              + " returning name)"
              + " insert into ipfs.lack (node, cid) select came.name, root.cid from came, ipfs.root"
              + " on conflict do nothing",
          Sql.array("text", nodes));
    });
  }

  /// A root that every node lacks, if it is new.
  void add(Cid root) throws SQLException {
    database.run(transaction -> add(transaction, root));
  }

  private static void add(Connection transaction, Cid root) throws SQLException {
    // So that no node comes between a root and those that lack it.
    Sql.awaitTurn(transaction, "ipfs nodes");
    Sql.update(
        transaction,
        "with came as (insert into ipfs.root (cid) values (?) on conflict do nothing returning cid)"
            + " insert into ipfs.lack (node, cid) select name, came.cid from ipfs.node, came",
        root.toString());
  }

  /// A file that is to come under a root with others.
  ///
  /// @param size how many bytes it has
  void addLoose(Cid file, long size) throws SQLException {
    database.run(transaction ->
        Sql.update(
            transaction,
            "insert into ipfs.loose (cid, size) values (?, ?) on conflict do nothing",
            file.toString(),
            size));
  }

  /// When files that wait come under a root: when so many do, or so many bytes, or one for so long.
  /// A root has no more files, and no more bytes but of its last file.
  record Together(int files, long bytes, Duration longestWait) {}

  /// Puts files that wait under a root; false when they are to wait for others.
  ///
  /// @param root makes and stores it
  boolean gather(Together together, Function<List<Cid>, Cid> root) throws SQLException {
    return database.inTransaction(transaction -> {
      // Two that choose at once would choose the same.
      Sql.awaitTurn(transaction, "ipfs loose");
      List<Cid> files =
          Sql.list(
              transaction,
              row -> Cid.parse(row.getString(1)).orElseThrow(),
              "with oldest as materialized (select cid, size, added,"
                  + " sum(size) over (order by added, cid) - size as before from"
                  + " (select * from ipfs.loose order by added, cid limit ?) as waiting)"
                  + " delete from ipfs.loose using oldest where loose.cid = oldest.cid"
                  + " and before < ? and (select count(*) >= ? or sum(size) >= ? or"
                  + " min(added) <= now() - make_interval(secs => ?) from oldest)"
                  + " returning loose.cid",
              together.files(),
              together.bytes(),
              together.files(),
              together.bytes(),
              together.longestWait().toMillis() / 1000.0);
      if (files.isEmpty()) {
        return false;
      }
      add(transaction, root.apply(files));
      return true;
    });
  }

  /// Whether a node has the root. None has one that was released meanwhile.
  boolean isAnywhere(Cid root) throws SQLException {
    return database.inTransaction(transaction ->
        Sql.find(
                transaction,
                row -> row.getBoolean(1),
                "select exists (select from ipfs.root r, ipfs.node n where r.cid = ? and not exists"
                    + " (select from ipfs.lack l where l.node = n.name and l.cid = r.cid))",
                root.toString())
            .orElse(false));
  }

  /// Forgets a root that no node has.
  void release(Cid root) throws SQLException {
    database.run(transaction ->
        Sql.update(
            transaction,
            "delete from ipfs.root where cid = ? and not exists (select from ipfs.node where"
                + " not exists (select from ipfs.lack where node = name and lack.cid = root.cid))",
            root.toString()));
  }

  /// Has the root brought to the node, if it lacks it.
  ///
  /// Waits for nobody else who is at it, for that one may be cut off from the node: a root that is
  /// brought twice is there once.
  void bring(String node, Cid root, Consumer<Cid> work) throws SQLException {
    if (bringAlone(node, root, work).isEmpty()) {
      bringNow(node, root, work);
    }
  }

  /// Has the root brought that the node lacks for longest; false when it lacks none, but those that
  /// others are at.
  boolean bringNext(String node, Consumer<Cid> work) throws SQLException {
    for (Cid root : lackedForLongest(node)) {
      if (bringAlone(node, root, work).orElse(false)) {
        return true;
      }
    }
    return false;
  }

  /// Nothing that anybody waits for is locked meanwhile. Empty when another is at it.
  private Optional<Boolean> bringAlone(String node, Cid root, Consumer<Cid> work)
      throws SQLException {
    return database.alone("pin " + root + " on " + node, () -> bringNow(node, root, work));
  }

  /// False when another has brought it.
  private boolean bringNow(String node, Cid root, Consumer<Cid> work) throws SQLException {
    if (!isLacking(node, root)) {
      return false;
    }
    work.accept(root);
    database.run(transaction ->
        Sql.update(
            transaction,
            "delete from ipfs.lack where node = ? and cid = ?",
            node,
            root.toString()));
    return true;
  }

  private boolean isLacking(String node, Cid root) throws SQLException {
    return database
        .inTransaction(transaction ->
            Sql.find(
                transaction,
                row -> row.getString(1),
                "select cid from ipfs.lack where node = ? and cid = ?",
                node,
                root.toString()))
        .isPresent();
  }

  private List<Cid> lackedForLongest(String node) throws SQLException {
    return database.inTransaction(transaction ->
        Sql.list(
            transaction,
            row -> Cid.parse(row.getString(1)).orElseThrow(),
            "select cid from ipfs.lack where node = ? order by since limit ?",
            node,
            MOST_AT_ONCE));
  }

  /// The root comes after all others that the node lacks now.
  void postpone(String node, Cid root) throws SQLException {
    database.run(transaction ->
        Sql.update(
            transaction,
            "update ipfs.lack set since = now() where node = ? and cid = ?",
            node,
            root.toString()));
  }

  long roots() throws SQLException {
    return database.inTransaction(transaction ->
        Sql.find(transaction, row -> row.getLong(1), "select count(*) from ipfs.root")
            .orElseThrow());
  }

  /// What a node says it has, told in pages.
  @FunctionalInterface
  interface Listing {
    void tell(KuboRpc.Page<SQLException> pages) throws SQLException;
  }

  /// Of the roots that there are when this begins, the node lacks those that it does not tell of;
  /// how many these are that it was not known to lack.
  ///
  /// However many there are, few are in memory: the database compares.
  int compare(String node, Listing listing) throws SQLException {
    return database.inTransaction(transaction -> {
      Sql.update(transaction, "create temporary table pinned (cid text) on commit drop");
      listing.tell(page ->
          Sql.update(
              transaction,
              "insert into pinned select * from unnest(?)",
              Sql.array("text", page.stream().map(Cid::toString).toList())));
      return Sql.update(
          transaction,
          "insert into ipfs.lack (node, cid) select ?, cid from ipfs.root where added < now()"
              + " and not exists (select from pinned where pinned.cid = root.cid) order by 2"
              + " on conflict do nothing",
          node);
    });
  }
}
