package et.po.regtest;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import org.bitcoinj.core.Context;

/// JSON-RPC over HTTP with basic authentication, single calls and batches.
final class RpcFront implements HttpHandler {
  private static final int LARGEST_REQUEST = 4 * 1024 * 1024;
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(64).build())
                  .build())
          .configure(JsonWriteFeature.ESCAPE_NON_ASCII.mappedFeature(), true)
          .build();

  private final Methods methods;
  private final Object chain;
  private final byte[] authorization;

  /// @param chain what to hold while a call runs: the chain knows no threads
  RpcFront(Methods methods, Object chain, String user, String password) {
    this.methods = methods;
    this.chain = chain;
    String credentials = user + ":" + password;
    this.authorization =
        ("Basic "
                + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
            .getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!isAuthorized(exchange)) {
        exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"jsonrpc\"");
        exchange.sendResponseHeaders(401, -1);
      } else if (!exchange.getRequestMethod().equals("POST")) {
        exchange.sendResponseHeaders(405, -1);
      } else {
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST_REQUEST + 1);
        answer(exchange, body.length > LARGEST_REQUEST ? tooLarge() : answer(body));
      }
    }
  }

  private boolean isAuthorized(HttpExchange exchange) {
    String given = exchange.getRequestHeaders().getFirst("Authorization");
    return given != null
        && MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), authorization);
  }

  private record Answer(int status, JsonNode body) {}

  private static void answer(HttpExchange exchange, Answer answer) throws IOException {
    byte[] body = JSON.writeValueAsBytes(answer.body());
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(answer.status(), body.length);
    exchange.getResponseBody().write(body);
  }

  private static Answer tooLarge() {
    return failure(
        Optional.empty(), new RpcException(RpcException.INVALID_REQUEST, "Request too large"));
  }

  private Answer answer(byte[] body) {
    JsonNode request;
    try {
      request = JSON.readTree(body);
    } catch (JacksonException e) {
      return failure(Optional.empty(), new RpcException(RpcException.PARSE, "Parse error"));
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory cannot fail", e);
    }
    if (!request.isArray()) {
      return one(request);
    }
    ArrayNode answers = JsonNodeFactory.instance.arrayNode();
    request.forEach(call -> answers.add(one(call).body()));
    return new Answer(200, answers);
  }

  private Answer one(JsonNode request) {
    Optional<JsonNode> id = Optional.ofNullable(request.get("id"));
    if (!request.isObject() || !request.path("method").isTextual()) {
      return failure(
          id, new RpcException(RpcException.INVALID_REQUEST, "Missing or invalid method"));
    }
    try {
      Context.propagate(new Context());
      JsonNode result;
      synchronized (chain) {
        result =
            methods.call(
                request.path("method").textValue(), new Parameters(request.path("params")));
      }
      ObjectNode answer = envelope(id);
      answer.set("result", result);
      answer.putNull("error");
      return new Answer(200, answer);
    } catch (RpcException e) {
      return failure(id, e);
    } catch (IOException e) {
      return failure(
          id,
          new RpcException(RpcException.MISC, "the chain cannot be written: " + e.getMessage()));
    }
  }

  private static Answer failure(Optional<JsonNode> id, RpcException problem) {
    ObjectNode answer = envelope(id);
    answer.putNull("result");
    answer.putObject("error").put("code", problem.code()).put("message", problem.getMessage());
    int status =
        switch (problem.code()) {
          case RpcException.INVALID_REQUEST -> 400;
          case RpcException.METHOD_NOT_FOUND -> 404;
          default -> 500;
        };
    return new Answer(status, answer);
  }

  private static ObjectNode envelope(Optional<JsonNode> id) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    id.ifPresentOrElse(value -> answer.set("id", value), () -> answer.putNull("id"));
    return answer;
  }
}
