package et.po.frost.faults;

import java.time.Duration;
import java.util.Optional;

/// What can go wrong for a caller: the status, and the text unless a case has a better one.
///
/// The names are stable; texts and statuses are those that published clients know.
public enum Fault {
  MALFORMED_BODY(400, "The body is malformed."),
  MALFORMED_REQUEST(400, "The request is malformed: it has no usable Host header."),
  NOT_OBJECT_OR_ARRAY(400, "invalid JSON, only supports object and array"),
  WRONG_TOKEN_KIND(401, "Incorrect Token Type."),
  UNAUTHENTICATED(
      403,
      """
      Server failed to authenticate the request.
            Make sure the value of the Authorization header is formed correctly
            including the signature.\
      """),
  NOT_AUTHORIZED(403, "Not authorized."),
  WRONG_OLD_PASSWORD(403, "Incorrect Old Password."),
  WRONG_PASSWORD(403, "Incorrect Password."),
  FILE_TOO_BIG(403, "File too big."),
  NOT_FOUND(404, "Not Found"),
  ACCOUNT_NOT_FOUND(404, "Account not found."),
  WORK_NOT_FOUND(404, "Work not found."),
  WEBHOOK_NOT_FOUND(404, "Webhook not found."),
  DELIVERY_NOT_FOUND(404, "Delivery not found."),
  RESOURCE_NOT_FOUND(404, "The specified resource does not exist."),
  METHOD_NOT_ALLOWED(405, "Method Not Allowed"),
  BODY_TOO_SLOW(408, "The body did not come within 30 seconds."),
  ACCOUNT_EXISTS(409, "The specified account already exists."),
  ACCOUNT_NOT_VERIFIED(409, "The specified account is not verified."),
  INSUFFICIENT_TOKEN(409, "The token does not have sufficient permissions for this action."),
  KEY_IN_HAND(
      409,
      "A request with this Idempotency-Key is still in hand. Wait for its answer, or send it again"
          + " in some seconds."),
  KEY_TAKEN(409, "Another account has this key."),
  TOO_MANY_TOKENS(409, "You have reached the maximum number of allowed tokens."),
  TOO_MANY_WEBHOOKS(409, "An account may have ten webhooks; remove one first."),
  BODY_TOO_LARGE(413, "request entity too large"),
  INVALID_INPUT(422, "One of the inputs is not valid."),
  INVALID_TOKEN(422, "Invalid token."),
  EXPIRED_TOKEN(422, "Expired token."),
  ALREADY_VERIFIED(422, "Email already verified."),
  KEY_REUSED(
      422,
      "This Idempotency-Key was used for another request. Send the same body with it, or take a new"
          + " key."),
  CLAIM_REFUSED(422, "The work cannot be made a valid claim."),
  RECEIVER_REFUSED(422, "Nothing can be sent to this URL."),
  TOO_MANY_REQUESTS(429, "There are too many requests; try again later."),
  TOO_MANY_TRIES(429, "There were too many wrong passwords; try again later."),
  INTERNAL(500, "Internal Server Error"),
  NOT_IMPLEMENTED(501, "Not Implemented"),
  NODE_AWAY(
      503, "The Po.et node cannot be reached at the moment. Nothing was registered; try again."),
  CUSTODY_AWAY(503, "The keys of accounts cannot be reached at the moment; try again."),
  KEY_LOCKED(
      503,
      "The keys of this account do not open with the keys that Frost was given. They are not lost;"
          + " its operator has been told."),
  DATABASE_AWAY(503, "Accounts cannot be reached at the moment; try again."),
  BUSY(503, "Too many requests are waiting at the moment; try again.");

  private static final Duration SOON = Duration.ofSeconds(5);

  private final int status;
  private final String text;

  Fault(int status, String text) {
    this.status = status;
    this.text = text;
  }

  public int status() {
    return status;
  }

  public String text() {
    return text;
  }

  /// Whether the same request may well succeed a little later.
  public boolean passes() {
    return status == 503;
  }

  /// This fault with its own text.
  public FaultException exception() {
    return because(text);
  }

  /// This fault with a text for the case at hand, which the caller will read.
  public FaultException because(String sentence) {
    return new FaultException(this, sentence, passes() ? Optional.of(SOON) : Optional.empty());
  }

  /// The same for what will pass after a known time.
  public FaultException because(String sentence, Duration retryAfter) {
    return new FaultException(this, sentence, Optional.of(retryAfter));
  }
}
