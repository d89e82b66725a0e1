package et.po.frost.http;

import et.po.frost.faults.Fault;
import et.po.frost.tasks.Closing;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonObject;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// Takes requests from the server, gives each a virtual thread, and writes the answers.
///
/// A body is read and parsed before the endpoint is called, so that one that is too large or
/// malformed is answered the same everywhere; only a [RawEndpoint] reads its own.
public final class Edge implements Handler<RoutingContext>, AutoCloseable {
  private static final String UNKNOWN = "unknown";

  /// How long a caller may take to send a body.
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Duration CLOSING = Duration.ofSeconds(5);

  /// How long the caller of a [RawEndpoint] may send nothing.
  private static final Duration SILENCE = Duration.ofSeconds(10);

  /// Of large bodies: JSON that was read takes a multiple of its text.
  private static final long MEMORY = 24L << 20;

  /// The body of one client at a time, when it is as large as it may be, and some smaller ones.
  private static final long LARGEST_PART = MEMORY / 4;

  private final Vertx vertx;
  private final Routes routes;
  private final BodyLimits limits;
  private final ClientAddresses addresses;
  private final RequestWatch watch;
  private final BodyMemory memory = new BodyMemory(MEMORY, LARGEST_PART);
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("request-", 0).factory());

  public Edge(
      Vertx vertx,
      Routes routes,
      BodyLimits limits,
      ClientAddresses addresses,
      RequestWatch watch) {
    this.vertx = vertx;
    this.routes = routes;
    this.limits = limits;
    this.addresses = addresses;
    this.watch = watch;
  }

  @Override
  public void handle(RoutingContext context) {
    HttpServerRequest request = context.request();
    long started = System.nanoTime();
    if (isPreflight(request)) {
      write(request, preflight(request), UNKNOWN, started);
      return;
    }
    Client client = client(request);
    Context loop = vertx.getOrCreateContext();
    String method = request.method().name();
    String path = Optional.ofNullable(request.path()).orElse("/");
    Optional<Routes.Found> found = routes.find(method, path);
    if (found.isPresent() && found.get().route().action() instanceof RawEndpoint endpoint) {
      RawBody body = new RawBody(request, loop, SILENCE);
      context.addEndHandler(_ -> {
        body.abandon(vertx, PATIENCE);
        client.leave();
      });
      threads.execute(() -> {
        Response response =
            client.told(client.call(() -> answer(endpoint, found.get(), request, body)));
        String route = found.get().route().path().text();
        loop.runOnContext(_ -> write(request, response, route, started));
      });
      return;
    }
    if (found.isEmpty() && Expectation.isOpen(request)) {
      write(request, unrouted(request), UNKNOWN, started);
      return;
    }
    BodyType type = bodyType(request, found);
    BodyMemory.Share share = memory.share(client.address());
    BodyCollector body = new BodyCollector(request, type, limits, share);
    long patience =
        vertx.setTimer(
            PATIENCE.toMillis(),
            _ -> {
              if (body.giveUp()) {
                refuse(request, Fault.BODY_TOO_SLOW, started);
                request.connection().close();
              }
            });
    context.addEndHandler(_ -> {
      vertx.cancelTimer(patience);
      share.end();
      client.leave();
    });
    body.collect(
        whole -> threads.execute(() -> answer(request, client, found, type, whole, loop, started)),
        fault -> refuse(request, fault, started));
  }

  /// Lines are of an unknown type wherever they are not wanted, and may be as long nowhere else.
  private static BodyType bodyType(HttpServerRequest request, Optional<Routes.Found> found) {
    BodyType type = BodyType.of(request.getHeader("Content-Type"));
    return type == BodyType.LINES && found.filter(match -> match.route().takesLines()).isEmpty()
        ? BodyType.IGNORED
        : type;
  }

  private void refuse(HttpServerRequest request, Fault fault, long started) {
    write(request, FaultAnswers.of(fault.exception(), accept(request)), UNKNOWN, started);
  }

  private void answer(
      HttpServerRequest request,
      Client client,
      Optional<Routes.Found> found,
      BodyType type,
      byte[] body,
      Context loop,
      long started) {
    Response response = client.told(client.call(() -> answer(found, request, type, body)));
    String route = found.map(match -> match.route().path().text()).orElse(UNKNOWN);
    loop.runOnContext(_ -> write(request, response, route, started));
  }

  private Response answer(
      Optional<Routes.Found> found, HttpServerRequest request, BodyType type, byte[] body) {
    try {
      Json parsed = BodyParser.parse(type, body);
      if (found.isPresent() && found.get().route().action() instanceof Endpoint endpoint) {
        return endpoint.answer(request(found.get(), request, parsed));
      }
      return unrouted(request);
    } catch (Exception | StackOverflowError | AssertionError | LinkageError failure) {
      // Whoever gets no answer waits for ever.
      return FaultAnswers.of(failure, accept(request));
    }
  }

  private static Response answer(
      RawEndpoint endpoint, Routes.Found found, HttpServerRequest request, RawBody body) {
    try {
      return endpoint.answer(request(found, request, JsonObject.EMPTY), body);
    } catch (Exception | StackOverflowError | AssertionError | LinkageError failure) {
      // Whoever gets no answer waits for ever.
      return FaultAnswers.of(failure, accept(request));
    }
  }

  private Response unrouted(HttpServerRequest request) {
    String method = request.method().name();
    Optional<String> accept = accept(request);
    String allowed = routes.allowed(Optional.ofNullable(request.path()).orElse("/"));
    if (!Routes.knows(method)) {
      return FaultAnswers.of(Fault.NOT_IMPLEMENTED.exception(), accept).with("Allow", allowed);
    }
    if (allowed.isEmpty()) {
      return FaultAnswers.of(Fault.NOT_FOUND.exception(), accept);
    }
    return method.equals("OPTIONS")
        ? Response.text(200, "").with("Allow", allowed)
        : FaultAnswers.of(Fault.METHOD_NOT_ALLOWED.exception(), accept).with("Allow", allowed);
  }

  private Client client(HttpServerRequest request) {
    return addresses.client(
        Optional.ofNullable(request.remoteAddress())
            .map(address -> Optional.ofNullable(address.hostAddress()).orElse(""))
            .orElse(""),
        request.headers().getAll("X-Forwarded-For"));
  }

  private static Optional<String> accept(HttpServerRequest request) {
    return Optional.ofNullable(request.getHeader("Accept"));
  }

  private static boolean isPreflight(HttpServerRequest request) {
    return request.method().name().equals("OPTIONS")
        && request.getHeader("Access-Control-Request-Method") != null;
  }

  private static Response preflight(HttpServerRequest request) {
    Response response =
        new Response(
            204,
            "",
            "",
            Map.of("Access-Control-Allow-Methods", "GET,PUT,POST,PATCH,DELETE,HEAD,OPTIONS"));
    String wanted = request.getHeader("Access-Control-Request-Headers");
    return wanted == null ? response : response.with("Access-Control-Allow-Headers", wanted);
  }

  private static Request request(Routes.Found found, HttpServerRequest request, Json body) {
    return new Request(
        found.parameters(), query(request), headers(request), body, Client.current().host());
  }

  private static Map<String, List<String>> query(HttpServerRequest request) {
    Map<String, List<String>> values = new HashMap<>();
    try {
      for (Map.Entry<String, String> entry : request.params()) {
        values.computeIfAbsent(entry.getKey(), _ -> new ArrayList<>()).add(entry.getValue());
      }
    } catch (IllegalArgumentException e) {
      throw Fault.MALFORMED_BODY.because("The query has a broken percent escape.");
    }
    return values;
  }

  private static Map<String, String> headers(HttpServerRequest request) {
    Map<String, String> values = new HashMap<>();
    MultiMap headers = request.headers();
    for (String name : headers.names()) {
      @Nullable String value = headers.get(name);
      if (value != null) {
        values.put(name, value);
      }
    }
    return values;
  }

  private void write(HttpServerRequest request, Response answer, String route, long started) {
    String method = request.method().name();
    watch.answered(
        Routes.knows(method) ? method : UNKNOWN,
        route,
        answer.status(),
        Duration.ofNanos(System.nanoTime() - started));
    HttpServerResponse response = request.response();
    if (response.ended() || response.closed()) {
      return;
    }
    response.setStatusCode(answer.status());
    answer.headers().forEach(response::putHeader);
    if (Expectation.isOpen(request)) {
      Expectation.refuse(request, vertx);
    }
    if (answer.contentType().isEmpty()) {
      response.end();
      return;
    }
    byte[] body = answer.bytes();
    response.putHeader("Content-Type", answer.contentType());
    response.putHeader("Content-Length", Integer.toString(body.length));
    if (method.equals("HEAD")) {
      response.end();
    } else {
      response.end(Buffer.buffer(body));
    }
  }

  /// Gives the requests in hand a while; those that are still waiting for something then are told
  /// to come again.
  @Override
  public void close() {
    Closing.within(CLOSING, threads);
  }
}
