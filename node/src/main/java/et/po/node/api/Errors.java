package et.po.node.api;

import et.po.node.messaging.TryLaterException;
import et.po.protocol.ipfs.MissingBlockException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.core.multipart.MultiPartParserDefinition;
import org.jboss.resteasy.reactive.server.core.multipart.MultipartParser;

/// Turns what ends a request into an answer: a plain sentence, or problem details (RFC 9457) for
/// clients that ask for JSON. Never a stack trace.
class Errors {
  private static final Logger LOG = Logger.getLogger(Errors.class);
  private static final String RETRY_SECONDS = "2";
  private static final Map<Integer, String> STANDARD =
      Map.of(
          404, "Not Found",
          405, "Method Not Allowed",
          406, "Not Acceptable",
          413, "request entity too large",
          415, "Unsupported Media Type");

  @ServerExceptionMapper
  Response fault(FaultException e, HttpHeaders headers) {
    return answer(
        e.fault().status(), e.fault().name(), String.valueOf(e.getMessage()), e.detail(), headers);
  }

  /// What the framework refuses before it reaches us.
  @ServerExceptionMapper
  Response framework(WebApplicationException e, HttpHeaders headers, UriInfo uri) {
    Response given = e.getResponse();
    int status = given.getStatus();
    String message =
        Optional.ofNullable(STANDARD.get(status))
            .orElse(status < 500 ? "Bad Request" : "Internal Server Error");
    Response.ResponseBuilder answer =
        Response.fromResponse(answer(status, "HTTP_" + status, message, message, headers));
    if (status == 405) {
      answer.header(HttpHeaders.ALLOW, AllowedMethods.of(uri.getPath()));
    }
    return answer.build();
  }

  @ServerExceptionMapper
  Response form(MultipartParser.MalformedMessageException e, HttpHeaders headers) {
    return malformedForm(headers);
  }

  @ServerExceptionMapper
  Response away(TryLaterException e, HttpHeaders headers) {
    LOG.warnf("A request failed: %s", e.getMessage());
    String message = "The node cannot reach a service that it needs; try again in a moment.";
    return answer(503, Fault.AWAY.name(), message, message, headers);
  }

  @ServerExceptionMapper
  Response database(SQLException e, HttpHeaders headers) {
    LOG.warnf("A request failed at the database: %s", e.getMessage());
    String message = "The node's database cannot be used now; try again in a moment.";
    return answer(503, Fault.AWAY.name(), message, message, headers);
  }

  @ServerExceptionMapper
  Response missing(MissingBlockException e, HttpHeaders headers) {
    String message =
        "A part of the batch cannot be had from IPFS now (" + e.getMessage() + "); try again.";
    return answer(503, Fault.AWAY.name(), message, message, headers);
  }

  /// Such as a form that ends in the middle.
  @ServerExceptionMapper
  Response broken(IOException e, HttpHeaders headers) {
    if (isOfForm(e)) {
      return malformedForm(headers);
    }
    return failed(e, headers);
  }

  @ServerExceptionMapper
  Response unexpected(RuntimeException e, HttpHeaders headers) {
    if (isOfForm(e)) {
      return malformedForm(headers);
    }
    return failed(e, headers);
  }

  /// The framework's parser of forms throws whatever it stumbles over; nothing of ours runs in it.
  private static boolean isOfForm(Exception e) {
    return Arrays.stream(e.getStackTrace())
        .anyMatch(
            frame -> frame.getClassName().startsWith(MultiPartParserDefinition.class.getName()));
  }

  private static Response malformedForm(HttpHeaders headers) {
    String message = "The form is not well-formed multipart/form-data.";
    return answer(400, "FORM_MALFORMED", message, message, headers);
  }

  private static Response failed(Exception e, HttpHeaders headers) {
    LOG.error("A request failed", e);
    String message = "Internal Server Error";
    return answer(500, "UNEXPECTED", message, message, headers);
  }

  private static Response answer(
      int status, String code, String message, String detail, HttpHeaders headers) {
    String accept = Optional.ofNullable(headers.getHeaderString(HttpHeaders.ACCEPT)).orElse("");
    Response.ResponseBuilder answer = Response.status(status);
    if (status == 503) {
      answer.header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
    }
    return ProblemDetails.areWanted(accept)
        ? answer
            .type("application/problem+json")
            .entity(ProblemDetails.of(status, code, message, detail))
            .build()
        : answer.type(MediaType.TEXT_PLAIN + ";charset=UTF-8").entity(message).build();
  }
}
