package et.po.node.api;

import et.po.node.Role;
import et.po.node.database.Database;
import et.po.node.messaging.Messaging;
import et.po.protocol.claim.SignedClaim;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Role: HTTP in front of the node. Takes claims and answers for them; everything else it serves is
/// the work of other roles.
public final class Api implements Role {
  private final ClaimGate gate;
  private final LargeClaims largeClaims = new LargeClaims();
  private final Intake intake;

  public Api(InstantSource time, Database database, Messaging messaging) {
    this.gate = new ClaimGate(time);
    this.intake = new Intake(new AcceptedClaims(database, messaging));
  }

  @Override
  public String name() {
    return "api";
  }

  @Override
  public void start() {
    intake.start();
  }

  @Override
  public void stop() {
    intake.stop();
  }

  @Override
  public Optional<String> problem() {
    return Optional.empty();
  }

  /// Takes the claim in a request's body; completes when it is durable.
  ///
  /// @throws FaultException if it is not taken
  CompletableFuture<Void> accept(byte[] body) {
    SignedClaim claim =
        Bodies.isLarge(body.length) ? largeClaims.inTurn(() -> gate.admit(body)) : gate.admit(body);
    return intake.add(claim);
  }
}
