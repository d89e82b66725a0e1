package et.po.frost.tokens;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/// What a token is for, under the names that published clients read in messages.
public enum TokenKind {
  LOGIN("login", Duration.ofDays(30)),
  API_KEY("api_key", Duration.ofSeconds(4_611_686_018L)),
  TEST_API_KEY("test_api_key", Duration.ofSeconds(4_611_686_018L)),
  VERIFY_ACCOUNT("verify_account", Duration.ofSeconds(4_611_686_018L)),
  FORGOT_PASSWORD("forgot_password", Duration.ofMinutes(30));

  private final String text;
  private final Duration lifetime;

  TokenKind(String text, Duration lifetime) {
    this.text = text;
    this.lifetime = lifetime;
  }

  /// The kind of API token that works on a network.
  public static TokenKind apiToken(Network network) {
    return network == Network.LIVE ? API_KEY : TEST_API_KEY;
  }

  static TokenKind of(String text) {
    return Arrays.stream(values())
        .filter(kind -> kind.text.equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the database has a token kind " + text));
  }

  public String text() {
    return text;
  }

  Duration lifetime() {
    return lifetime;
  }

  /// The network that the token's text names; only those of API tokens do.
  Optional<Network> namedNetwork() {
    return switch (this) {
      case API_KEY -> Optional.of(Network.LIVE);
      case TEST_API_KEY -> Optional.of(Network.TEST);
      case LOGIN, VERIFY_ACCOUNT, FORGOT_PASSWORD -> Optional.empty();
    };
  }

  /// Where works posted with such a token go.
  public Network network() {
    return this == API_KEY ? Network.LIVE : Network.TEST;
  }
}
