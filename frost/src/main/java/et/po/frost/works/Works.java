package et.po.frost.works;

import et.po.frost.custody.AccountKeys;
import et.po.frost.faults.Fault;
import et.po.frost.faults.FaultException;
import et.po.frost.node.Nodes;
import et.po.frost.node.WorkPage;
import et.po.frost.tokens.Caller;
import et.po.protocol.claim.ClaimId;
import et.po.protocol.claim.ClaimInspector;
import et.po.protocol.claim.ClaimSigner;
import et.po.protocol.claim.Inspection;
import et.po.protocol.claim.SignedClaim;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonObject;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/// Works: made into claims in the name of their publishers, and found again.
public final class Works {
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

  /// Takes a claim that somebody signed, for the caller's node.
  ///
  /// @throws et.po.frost.faults.FaultException [Fault#CLAIM_REFUSED] with what is wrong with it
  ClaimId take(Caller caller, Json json) throws SQLException, InterruptedException {
    Inspection inspection = new ClaimInspector().inspect(json);
    Optional<SignedClaim> claim =
        inspection.verdict().acceptedOnIntake() ? SignedClaim.of(json) : Optional.empty();
    if (claim.isEmpty()) {
      throw Fault.CLAIM_REFUSED.because(
          isUnsigned(json)
              ? "The claim is not signed. Sign it with `poet claim sign`, or post the work itself to"
                  + " /works, to have it signed with the account's key."
              : inspection.because());
    }
    Attempt attempt = new Attempt.Claimed(1, claim.get());
    return switch (handIn(caller, List.of(attempt)).getFirst()) {
      case Outcome.Registered(_, ClaimId id) -> id;
      case Outcome.Refused refused -> throw refused.exception();
    };
  }

  private static boolean isUnsigned(Json json) {
    return json instanceof JsonObject envelope
        && envelope.findObject("claim").isPresent()
        && envelope.find("sec:proof").isEmpty();
  }

  /// Works of the caller, newest first.
  WorkPage list(Caller caller, Paging paging) throws InterruptedException {
    try {
      return nodes.of(caller.network()).findWorks(caller.issuer(), paging.limit(), paging.offset());
    } catch (FaultException e) {
      throw ofQuestion(e);
    }
  }

  /// What a work of any issuer says.
  Optional<JsonObject> find(Caller caller, String id) throws InterruptedException {
    Optional<ClaimId> claim = ClaimId.parse(id);
    try {
      return claim.isEmpty()
          ? Optional.empty()
          : nodes
              .of(caller.network())
              .findWork(claim.get())
              .flatMap(work -> work.findObject("claim"));
    } catch (FaultException e) {
      throw ofQuestion(e);
    }
  }

  /// Who only asks need not be told that nothing was registered.
  private static FaultException ofQuestion(FaultException failure) {
    return failure.fault() == Fault.NODE_AWAY
        ? Fault.NODE_AWAY.because("The Po.et node cannot be reached at the moment; try again.")
        : failure;
  }
}
