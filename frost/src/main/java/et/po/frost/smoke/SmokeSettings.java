package et.po.frost.smoke;

import java.net.URI;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;

/// What a smoke test is told by the environment.
///
/// @param frost where Frost's API is
/// @param node where the node's API is, which shows how far a work has come; without it that is not
///   looked at
/// @param token of an account whose address is confirmed; without it an account is made
/// @param patience how long a work may take until it is anchored
record SmokeSettings(URI frost, Optional<URI> node, Optional<String> token, Duration patience) {
  /// @throws IllegalArgumentException with a sentence for what is missing or wrong
  static SmokeSettings of(Map<String, String> environment) {
    return new SmokeSettings(
        url(environment, "SMOKE_FROST_URL")
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "SMOKE_FROST_URL is missing: where Frost is, such as http://frost:3000.")),
        url(environment, "SMOKE_NODE_URL"),
        text(environment, "SMOKE_TOKEN"),
        text(environment, "SMOKE_PATIENCE")
            .map(SmokeSettings::duration)
            .orElse(Duration.ofMinutes(10)));
  }

  private static Optional<String> text(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  private static Optional<URI> url(Map<String, String> environment, String name) {
    return text(environment, name)
        .map(value -> {
          if (!value.matches("https?://[^/]+/?")) {
            throw new IllegalArgumentException(
                name + " is http or https, a host and a port, not " + value + ".");
          }
          return URI.create(value);
        });
  }

  private static Duration duration(String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("SMOKE_PATIENCE is such as PT10M, not " + text + ".", e);
    }
  }
}
