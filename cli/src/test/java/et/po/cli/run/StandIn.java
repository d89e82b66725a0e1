package et.po.cli.run;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;

/// Stands in for a program: serves its health endpoint, or does what the environment says.
final class StandIn {
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
    http.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    http.start();
  }
}
