package et.po.frost.works;

import et.po.frost.faults.Fault;
import et.po.frost.faults.FaultException;
import et.po.frost.node.NodeClient;
import et.po.frost.node.NodeRefusedException;
import et.po.frost.tokens.Caller;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// Hands claims to a node, which takes the same claim once however often it comes.
final class Intake {
  private final NodeClient node;
  private final Caller caller;
  private final ClaimWatch watch;

  /// Of a node that is away, many claims of one request ask once.
  private final AtomicBoolean away = new AtomicBoolean();

  Intake(NodeClient node, Caller caller, ClaimWatch watch) {
    this.node = node;
    this.caller = caller;
    this.watch = watch;
  }

  List<Outcome> handIn(List<Attempt> attempts) throws SQLException, InterruptedException {
    return Workers.each(attempts, this::handIn);
  }

  private Outcome handIn(Attempt attempt) throws SQLException, InterruptedException {
    return switch (attempt) {
      case Outcome.Refused refused -> refused;
      case Attempt.Claimed claimed -> handIn(claimed);
    };
  }

  private Outcome handIn(Attempt.Claimed claimed) throws SQLException, InterruptedException {
    try {
      if (away.get()) {
        throw Fault.NODE_AWAY.exception();
      }
      watch.submitting(caller, claimed.claim().id());
      node.submit(claimed.claim());
      watch.accepted(caller, claimed.claim().id());
      return new Outcome.Registered(claimed.line(), claimed.claim().id());
    } catch (NodeRefusedException e) {
      return new Outcome.Refused(claimed.line(), Fault.CLAIM_REFUSED, e.sentence());
    } catch (FaultException e) {
      away.set(true);
      return new Outcome.Refused(claimed.line(), e);
    }
  }
}
