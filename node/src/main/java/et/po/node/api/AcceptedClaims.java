package et.po.node.api;

import et.po.node.database.Database;
import et.po.node.database.Sql;
import et.po.node.messages.Message.AcceptedClaim;
import et.po.node.messages.Message.ClaimsAccepted;
import et.po.node.messaging.Messaging;
import et.po.node.works.WorkDigest;
import et.po.protocol.claim.SignedClaim;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The claims that we answered for. What [#add] returned from survives a crash, and goes on its way
/// exactly once.
final class AcceptedClaims {
  private static final int CLAIMS_IN_A_MESSAGE = 500;

  private final Database database;
  private final Messaging messaging;

  AcceptedClaims(Database database, Messaging messaging) {
    this.database = database;
    this.messaging = messaging;
  }

  /// Claims that are there already change nothing.
  void add(Collection<SignedClaim> claims) throws SQLException {
    Map<String, SignedClaim> byId = new LinkedHashMap<>();
    claims.forEach(claim -> byId.putIfAbsent(claim.id().hex(), claim));
    database.run(transaction -> {
      Set<String> added = insert(transaction, byId.keySet());
      List<SignedClaim> fresh =
          byId.values().stream().filter(claim -> added.contains(claim.id().hex())).toList();
      Map<String, String> uploads = uploads(transaction, fresh);
      List<AcceptedClaim> accepted = new ArrayList<>();
      for (SignedClaim claim : fresh) {
        accepted.add(
            new AcceptedClaim(
                claim.id().hex(),
                new String(claim.file(), StandardCharsets.UTF_8),
                workSha256(claim, uploads)));
      }
      for (int from = 0; from < accepted.size(); from += CLAIMS_IN_A_MESSAGE) {
        messaging.publish(
            transaction,
            new ClaimsAccepted(
                accepted.subList(from, Math.min(accepted.size(), from + CLAIMS_IN_A_MESSAGE))));
      }
    });
  }

  /// In the order of ids, so that two that add the same claims cannot lock each other out.
  private static Set<String> insert(Connection transaction, Set<String> ids) throws SQLException {
    return Set.copyOf(
        Sql.list(
            transaction,
            row -> row.getString(1),
            "insert into api.claim (id) select decode(id, 'hex') from unnest(?) as i (id)"
                + " on conflict do nothing returning encode(id, 'hex')",
            Sql.array("text", new TreeSet<>(ids))));
  }

  private static Map<String, String> uploads(Connection transaction, List<SignedClaim> claims)
      throws SQLException {
    List<String> cids =
        claims.stream().flatMap(claim -> WorkDigest.hash(claim.claim()).stream()).toList();
    return cids.isEmpty()
        ? Map.of()
        : Sql.list(
                transaction,
                row -> Map.entry(row.getString(1), row.getString(2)),
                "select cid, encode(sha256, 'hex') from api.file where cid = any(?)",
                Sql.array("text", cids))
            .stream()
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /// The SHA-256 of the work itself, where we know it: the claim says it, or names a file that was
  /// uploaded here.
  private static Optional<String> workSha256(SignedClaim claim, Map<String, String> uploads) {
    return WorkDigest.hash(claim.claim())
        .flatMap(hash -> WorkDigest.of(hash).or(() -> Optional.ofNullable(uploads.get(hash))));
  }
}
