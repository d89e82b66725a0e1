package et.po.node.api;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/// Answers that have the same type whatever a client says it accepts: old clients say anything, and
/// the first Po.et never looked.
final class Answers {
  private Answers() {}

  static Response.ResponseBuilder json(String text) {
    return Response.ok(text).type(MediaType.APPLICATION_JSON_TYPE.withCharset("utf-8"));
  }
}
