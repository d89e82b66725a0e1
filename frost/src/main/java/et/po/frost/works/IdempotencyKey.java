package et.po.frost.works;

import et.po.frost.faults.Fault;
import et.po.frost.http.Request;
import et.po.frost.tokens.Caller;
import et.po.frost.tokens.Network;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// What a caller calls a request, so that it can be sent again (IETF draft "The Idempotency-Key
/// HTTP Header Field"). Each account has keys of its own on each network.
record IdempotencyKey(UUID account, Network network, String text) {
  private static final String HEADER = "Idempotency-Key";
  private static final Pattern TEXT = Pattern.compile("[ -~]{1,255}");

  IdempotencyKey {
    if (!TEXT.matcher(text).matches()) {
      throw Fault.INVALID_INPUT.because(
          "The header Idempotency-Key must be 1 to 255 printable ASCII characters.");
    }
  }

  /// The request's key, if it has one.
  static Optional<IdempotencyKey> of(Request request, Caller caller) {
    // An empty key is a client's mistake; to take it for none would register twice.
    return Optional.ofNullable(request.headers().get(HEADER))
        .map(text -> new IdempotencyKey(caller.account(), caller.network(), text));
  }
}
