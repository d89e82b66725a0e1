package et.po.cli.run;

import et.po.cli.LocalRun;
import java.time.Duration;
import java.time.Instant;

/// What is said when everything is ready: where it is, and where to go next.
final class Welcome {
  private Welcome() {}

  static String text(Ports ports, Layout data, Instant begun) {
    return """

    Po.et is ready (%.1f s).

      Frost       http://localhost:%d    accounts, tokens, registering works
      node        http://localhost:%d   works and proofs; its API is described at /docs
      data        %s
      endpoints   %s

    Next, in another terminal: make an account,

      curl -s http://localhost:%d/accounts \\
        --data-urlencode email=ada@example.org --data-urlencode password=Lovelace-1815

    and go on with the walk in README.md. Ctrl-C stops everything.\
    """
        .formatted(
            Duration.between(begun, Instant.now()).toMillis() / 1000.0,
            ports.frost(),
            ports.node(),
            data.path(),
            data.path().resolve(LocalRun.ENDPOINTS),
            ports.frost());
  }
}
