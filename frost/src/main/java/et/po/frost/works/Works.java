package et.po.frost.works;

import et.po.frost.custody.AccountKeys;
import et.po.frost.faults.Fault;
import et.po.frost.node.NodeClient;
import et.po.frost.node.NodeRefusedException;
import et.po.frost.node.Nodes;
import et.po.frost.node.StoredContent;
import et.po.frost.tokens.Caller;
import et.po.protocol.claim.ClaimId;
import et.po.protocol.claim.ClaimRefusedException;
import et.po.protocol.claim.ClaimSigner;
import et.po.protocol.claim.SignedClaim;
import et.po.protocol.claim.Verdict;
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
  private final AccountKeys keys;
  private final WorkClaims claims;
  private final ClaimWatch watch;

  public Works(Nodes nodes, AccountKeys keys, ClaimSigner signer, Clock clock, ClaimWatch watch) {
    this.nodes = nodes;
    this.keys = keys;
    this.claims = new WorkClaims(signer, clock);
    this.watch = watch;
  }

  /// Registers a work: when this returns, the caller's node has the claim.
  ///
  /// @throws et.po.frost.faults.FaultException [Fault#CLAIM_REFUSED] with what is wrong with the
  ///   work; [Fault#NODE_AWAY] if it is not registered now but may be later
  ClaimId register(Caller caller, WorkDraft draft) throws SQLException, InterruptedException {
    NodeClient node = nodes.of(caller.network());
    try {
      StoredContent stored =
          draft.content().isPresent() ? node.store(draft.content().get()) : StoredContent.NONE;
      SignedClaim claim = claims.sign(draft, stored, keys.open(caller.account()).signingKey());
      watch.submitting(caller, claim.id());
      node.submit(claim);
      watch.accepted(caller, claim.id());
      return claim.id();
    } catch (StackOverflowError e) {
      // Terms of a context that lead to terms that lead to terms.
      throw Fault.CLAIM_REFUSED.because(Verdict.TOO_COMPLEX.sentence());
    } catch (ClaimRefusedException e) {
      throw Fault.CLAIM_REFUSED.because(String.valueOf(e.getMessage()));
    } catch (NodeRefusedException e) {
      throw Fault.CLAIM_REFUSED.because(e.sentence());
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
