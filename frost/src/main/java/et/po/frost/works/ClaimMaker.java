package et.po.frost.works;

import et.po.frost.custody.AccountKeys;
import et.po.frost.faults.Fault;
import et.po.frost.faults.FaultException;
import et.po.frost.node.NodeClient;
import et.po.frost.node.NodeRefusedException;
import et.po.frost.node.Nodes;
import et.po.frost.node.StoredContent;
import et.po.frost.tokens.Caller;
import et.po.protocol.claim.ClaimKey;
import et.po.protocol.claim.ClaimRefusedException;
import et.po.protocol.claim.SignedClaim;
import et.po.protocol.claim.Verdict;
import java.sql.SQLException;

/// Makes claims of posts, and has the node store what they are about.
final class ClaimMaker {
  private final Nodes nodes;
  private final AccountKeys keys;
  private final WorkClaims claims;

  ClaimMaker(Nodes nodes, AccountKeys keys, WorkClaims claims) {
    this.nodes = nodes;
    this.keys = keys;
    this.claims = claims;
  }

  /// A claim, or what is wrong with the post.
  ///
  /// @throws FaultException if there may be a claim later: [Fault#NODE_AWAY] and the like
  Attempt make(Caller caller, Post post) throws SQLException, InterruptedException {
    try {
      return new Attempt.Claimed(post.line(), claim(caller, post.draft().get()));
    } catch (FaultException e) {
      if (e.fault().passes()) {
        throw e;
      }
      return new Outcome.Refused(post.line(), e);
    } catch (StackOverflowError e) {
      // Terms of a context that lead to terms that lead to terms.
      return refused(post, Verdict.TOO_COMPLEX.sentence());
    } catch (ClaimRefusedException e) {
      return refused(post, String.valueOf(e.getMessage()));
    } catch (NodeRefusedException e) {
      return refused(post, e.sentence());
    }
  }

  private static Outcome.Refused refused(Post post, String sentence) {
    return new Outcome.Refused(post.line(), Fault.CLAIM_REFUSED, sentence);
  }

  private SignedClaim claim(Caller caller, WorkDraft draft)
      throws SQLException, InterruptedException, ClaimRefusedException, NodeRefusedException {
    ClaimKey key = keys.open(caller.account(), caller.issuer()).signingKey();
    if (draft.content().isEmpty()) {
      return claims.sign(draft, StoredContent.NONE, key);
    }
    NodeClient node = nodes.of(caller.network());
    byte[] content = draft.content().get();
    StoredContent foreseen = node.foresee(content);
    // Before storing: content of a work that cannot be a claim would stay in the node for nothing.
    SignedClaim claim = claims.sign(draft, foreseen, key);
    StoredContent stored = node.store(content);
    return stored.equals(foreseen) ? claim : claims.sign(draft, stored, key);
  }
}
