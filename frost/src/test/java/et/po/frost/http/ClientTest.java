package et.po.frost.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.testkit.Eventually;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class ClientTest {
  private final CompletableFuture<Client> asked = new CompletableFuture<>();
  private final CompletableFuture<Boolean> left = new CompletableFuture<>();

  private Response waitForTheClientToLeave(Request request) {
    Client client = Client.current();
    asked.complete(client);
    Eventually.eventually("the client is gone", client::isGone);
    left.complete(client.isGone());
    return Response.ok();
  }

  @Test
  void clientThatClosesItsConnection_isGone() throws Exception {
    Vertx vertx = Vertx.vertx();
    Routes routes = new Routes().get("/wait", this::waitForTheClientToLeave);
    try (Edge edge =
        new Edge(
            vertx,
            routes,
            new BodyLimits(1_000, 1_000, 1_000),
            ClientAddresses.behind(""),
            (_, _, _, _) -> {})) {
      Router router = Router.router(vertx);
      router.route().handler(edge);
      HttpServer server =
          vertx
              .createHttpServer()
              .requestHandler(router)
              .listen(0, "127.0.0.1")
              .toCompletionStage()
              .toCompletableFuture()
              .get(10, TimeUnit.SECONDS);
      try (Socket socket = new Socket("127.0.0.1", server.actualPort())) {
        socket.getOutputStream().write("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII));
        assertFalse(asked.get(10, TimeUnit.SECONDS).isGone());
      }
      assertTrue(left.get(30, TimeUnit.SECONDS));
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
  }
}
