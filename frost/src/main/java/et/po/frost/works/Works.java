package et.po.frost.works;

import et.po.frost.custody.AccountKeys;
import et.po.frost.node.Nodes;
import et.po.frost.tokens.Caller;
import et.po.protocol.claim.ClaimId;
import et.po.protocol.claim.ClaimSigner;
import et.po.protocol.json.JsonObject;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/// Works: made into claims in the name of their publishers, and found again.
public final class Works {
  /// As many as a list has always had.
  private static final int LISTED = 10;

  private final Nodes nodes;
  private final ClaimMaker maker;
  private final IdempotencyKeys idempotency;
  private final ClaimWatch watch;

  public Works(
      Nodes nodes,
      AccountKeys keys,
      ClaimSigner signer,
      Clock clock,
      IdempotencyKeys idempotency,
      ClaimWatch watch) {
    this.nodes = nodes;
    this.maker = new ClaimMaker(nodes, keys, new WorkClaims(signer, clock));
    this.idempotency = idempotency;
    this.watch = watch;
  }

  /// Registers works: those that have an id then, the caller's node has.
  ///
  /// @throws et.po.frost.faults.FaultException [Fault#NODE_AWAY] and the like, if none is
  ///   registered now but may be later
  List<Outcome> register(Caller caller, Optional<IdempotencyKey> key, Posts posts)
      throws SQLException, InterruptedException {
    if (key.isEmpty()) {
      return handIn(caller, attempts(caller, posts));
    }
    KeyedRequest request = idempotency.take(key.get(), posts.digest());
    try {
      if (request.answer().isPresent()) {
        return request.answer().get();
      }
      List<Attempt> attempts =
          request.attempts().isPresent()
              ? request.attempts().get()
              // Before the node has any: after a crash the same claims are handed in, no others.
              : idempotency.keep(request, attempts(caller, posts));
      List<Outcome> outcomes = handIn(caller, attempts);
      settle(request, outcomes);
      return outcomes;
    } finally {
      idempotency.end(request);
    }
  }

  private List<Attempt> attempts(Caller caller, Posts posts)
      throws SQLException, InterruptedException {
    return Workers.each(posts.posts(), post -> maker.make(caller, post));
  }

  private List<Outcome> handIn(Caller caller, List<Attempt> attempts)
      throws SQLException, InterruptedException {
    return new Intake(nodes.of(caller.network()), caller, watch).handIn(attempts);
  }

  private void settle(KeyedRequest request, List<Outcome> outcomes) throws SQLException {
    if (outcomes.stream().anyMatch(Outcome::passes)) {
      return;
    }
    if (outcomes.stream().allMatch(Outcome.Refused.class::isInstance)) {
      idempotency.forget(request);
    } else {
      idempotency.answer(request, outcomes);
    }
  }

  /// What the caller's newest works say, newest first.
  List<JsonObject> list(Caller caller) throws InterruptedException {
    return nodes.of(caller.network()).findWorks(caller.issuer(), LISTED).stream()
        // A node also lists works of which it has read no more than the anchor yet.
        .flatMap(work -> work.findObject("claim").stream())
        .limit(LISTED)
        .toList();
  }

  /// What a work of any issuer says.
  Optional<JsonObject> find(Caller caller, String id) throws InterruptedException {
    Optional<ClaimId> claim = ClaimId.parse(id);
    return claim.isEmpty()
        ? Optional.empty()
        : nodes
            .of(caller.network())
            .findWork(claim.get())
            .flatMap(work -> work.findObject("claim"));
  }
}
