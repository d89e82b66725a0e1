package et.po.cli.run;

import et.po.cli.LocalRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What is said when everything has started: where it is, and where to go next.
final class Welcome {
  private static final String AGAIN =
      "What earlier runs made here is there again: accounts, tokens, works and the chain. Ctrl-C"
          + " stops everything.";

  private Welcome() {}

  /// @param isNew whether nobody can have an account yet
  /// @param unready the programs that cannot work yet
  static String text(
      RunSettings settings, Layout data, Instant begun, boolean isNew, List<String> unready) {
    Ports ports = settings.ports();
    return """

    %s (%.1f s).

      Frost       http://localhost:%d    accounts, tokens, registering works; its API is described at /docs
                  http://localhost:%d/dev/mailbox    the mails it would send
      node        http://localhost:%d   works and proofs; its API is described at /docs%s
      data        %s
      endpoints   %s

    %s\
    """
        .formatted(
            unready.isEmpty()
                ? "Po.et is ready"
                : "Po.et runs, but not ready are " + String.join(", ", unready),
            Duration.between(begun, Instant.now()).toMillis() / 1000.0,
            ports.frost(),
            ports.frost(),
            ports.node(),
            others(settings.copies()),
            data.path(),
            data.path().resolve(LocalRun.ENDPOINTS),
            isNew ? first(ports) : AGAIN);
  }

  private static String others(int copies) {
    return copies == 1
        ? ""
        : "\n      copies      %d of every process; endpoints has the addresses of all"
            .formatted(copies);
  }

  private static String first(Ports ports) {
    return """
    Next, in another terminal: make an account,

      curl -s http://localhost:%d/accounts \\
        --data-urlencode email=ada@example.org --data-urlencode password=Lovelace-1815

    and go on with the walk in README.md. Ctrl-C stops everything.\
    """
        .formatted(ports.frost());
  }
}
