package et.po.frost.works;

import et.po.frost.tokens.Caller;
import et.po.protocol.claim.ClaimId;
import java.sql.SQLException;

/// Is told of each claim that goes to a node.
public interface ClaimWatch {
  /// Before the node is asked, so that whoever crashes in between can find out what it took.
  void submitting(Caller caller, ClaimId claim) throws SQLException;

  /// The node has it. What goes wrong now must not fail the request.
  void accepted(Caller caller, ClaimId claim);
}
