package et.po.frost.webhooks;

import static et.po.frost.webhooks.WebhookRecords.at;

import et.po.frost.database.Database;
import et.po.frost.database.Sql;
import et.po.frost.tokens.Network;
import et.po.protocol.claim.ClaimId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// Works under way of accounts that have webhooks, until they are buried.
final class FollowedWorks {
  /// A node that has not taken a claim by now never got it.
  private static final Duration SUBMITTING = Duration.ofHours(1);

  /// A work that is in no buried block by now is not looked at any more.
  private static final Duration PATIENCE = Duration.ofDays(30);

  /// Once it is confirmed, only a reorganisation is news.
  private static final int CONFIRMED_IS_SLOWER = 10;

  private static final String IS = " where account = ? and network = ? and work = ?";

  private final Database database;
  private final Duration interval;
  private final Clock clock;

  FollowedWorks(Database database, Duration interval, Clock clock) {
    this.database = database;
    this.interval = interval;
    this.clock = clock;
  }

  /// Follows a work, if its account has a webhook.
  void add(FollowedWork work, Duration firstLook) throws SQLException {
    Instant now = clock.instant();
    database.run(transaction ->
        Sql.update(
            transaction,
            "insert into frost.followed_work (account, network, work, stage, created, due)"
                + " select ?, ?, ?, ?, ?, ? where exists (select 1 from frost.webhook"
                + " where account = ? and disabled is null) on conflict do nothing",
            work.account(),
            work.network().text(),
            work.work().hex(),
            Stage.SUBMITTED.name(),
            at(now),
            at(now.plus(firstLook)),
            work.account()));
  }

  /// A work to look at.
  ///
  /// @param told the block that its account was last told of
  record Due(FollowedWork work, Optional<Block> told) {}

  /// Takes works to look at, so that nobody else does for a while.
  List<Due> take(int limit) throws SQLException {
    Instant now = clock.instant();
    return database.inTransaction(transaction ->
        Sql.list(
            transaction,
            row -> new Due(work(row), block(row)),
            "update frost.followed_work f set due ="
                + " case when f.stage = ? then ?::timestamptz else ?::timestamptz end"
                + " from (select account, network, work from frost.followed_work where due <= ?"
                + " order by due limit ? for update skip locked) as next"
                + " where f.account = next.account and f.network = next.network"
                + " and f.work = next.work returning f.account, f.network, f.work,"
                + " f.transaction_id, f.block_hash, f.block_height",
            Stage.CONFIRMED.name(),
            at(now.plus(pause(Stage.CONFIRMED))),
            at(now.plus(interval)),
            at(now),
            limit));
  }

  private Duration pause(Stage stage) {
    return stage == Stage.CONFIRMED ? interval.multipliedBy(CONFIRMED_IS_SLOWER) : interval;
  }

  /// The work's last state; until the transaction ends nobody else changes it.
  Optional<WorkState> findLocked(Connection transaction, FollowedWork work) throws SQLException {
    return Sql.find(
        transaction,
        FollowedWorks::state,
        "select stage, transaction_id, block_hash, block_height from frost.followed_work"
            + IS
            + " for update",
        work.account(),
        work.network().text(),
        work.work().hex());
  }

  void change(Connection transaction, FollowedWork work, WorkState state) throws SQLException {
    Sql.update(
        transaction,
        "update frost.followed_work set stage = ?, transaction_id = ?::text, block_hash = ?::text,"
            + " block_height = ?::int, due = ?"
            + IS,
        state.stage().name(),
        state.block().map(Block::transactionId).orElse(null),
        state.block().map(Block::hash).orElse(null),
        state.block().map(Block::height).orElse(null),
        at(clock.instant().plus(pause(state.stage()))),
        work.account(),
        work.network().text(),
        work.work().hex());
  }

  void remove(Connection transaction, FollowedWork work) throws SQLException {
    Sql.update(
        transaction,
        "delete from frost.followed_work" + IS,
        work.account(),
        work.network().text(),
        work.work().hex());
  }

  /// Gives up what never came to the node, or is under way for too long.
  void forget() throws SQLException {
    Instant now = clock.instant();
    database.run(transaction ->
        Sql.update(
            transaction,
            "delete from frost.followed_work where created < ? or (stage = ? and created < ?)",
            at(now.minus(PATIENCE)),
            Stage.SUBMITTED.name(),
            at(now.minus(SUBMITTING))));
  }

  private static FollowedWork work(ResultSet row) throws SQLException {
    return new FollowedWork(
        row.getObject("account", UUID.class),
        Network.valueOf(row.getString("network").toUpperCase(Locale.ROOT)),
        new ClaimId(row.getString("work")));
  }

  private static WorkState state(ResultSet row) throws SQLException {
    return new WorkState(Stage.valueOf(row.getString("stage")), block(row));
  }

  private static Optional<Block> block(ResultSet row) throws SQLException {
    String hash = row.getString("block_hash");
    return hash == null
        ? Optional.empty()
        : Optional.of(new Block(row.getString("transaction_id"), hash, row.getInt("block_height")));
  }
}
