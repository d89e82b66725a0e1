package et.po.cli.run;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Stands in for a program: serves its health endpoints, or does what the environment says. It is
/// not ready while the file STAND_IN_UNREADY is there.
final class StandIn {
  private static final String UNREADY =
      """
      {"status":"DOWN","checks":[{"name":"roles","status":"DOWN",
       "data":{"blockchain-writer":"The balance is low.","view":"ok"}}]}\
      """;

  private StandIn() {}

  public static void main(String[] arguments) throws IOException {
    Map<String, String> environment = System.getenv();
    if (arguments.length > 0) {
      System.out.println("migrated");
      System.exit(Integer.parseInt(environment.getOrDefault("STAND_IN_MIGRATION", "0")));
    }
    if (environment.containsKey("STAND_IN_REFUSES")) {
      System.out.println("first line");
      System.out.println(environment.get("STAND_IN_REFUSES"));
      System.exit(3);
    }
    HttpServer http =
        HttpServer.create(
            new InetSocketAddress(
                InetAddress.getLoopbackAddress(),
                Integer.parseInt(environment.getOrDefault("STAND_IN_PORT", ""))),
            0);
    String unready = environment.getOrDefault("STAND_IN_UNREADY", "");
    http.createContext(
        "/",
        exchange -> {
          boolean isReady = unready.isEmpty() || !Files.exists(Path.of(unready));
          boolean asked = exchange.getRequestURI().getPath().equals("/q/health/ready");
          byte[] body = asked && !isReady ? UNREADY.getBytes(StandardCharsets.UTF_8) : new byte[0];
          exchange.sendResponseHeaders(
              body.length == 0 ? 200 : 503, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    http.start();
  }
}
