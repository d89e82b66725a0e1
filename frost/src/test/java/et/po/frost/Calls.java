package et.po.frost;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// Calls to a server, as a client makes them.
record Calls(String base, HttpClient http) {
  Calls(String base) {
    this(base, HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
  }

  Reply call(String method, String path, Map<String, String> headers, byte[] body)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(Duration.ofSeconds(60))
            .method(
                method,
                body.length == 0
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    HttpResponse<String> response =
        http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    return new Reply(response.statusCode(), response.body(), response.headers());
  }

  /// The status and the body that a request gets which is sent as it stands, without the blank
  /// line; it must ask for the connection to be closed.
  String raw(String head) throws Exception {
    URI uri = URI.create(base);
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write((head + "\r\n\r\n").getBytes(ISO_8859_1));
      String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
      String[] parts = answer.split("\r\n\r\n", 2);
      return parts[0].split(" ")[1] + " " + (parts.length == 2 ? parts[1] : "");
    }
  }

  Reply call(String method, String path) throws Exception {
    return call(method, path, Map.of(), new byte[0]);
  }

  Reply get(String path, String token) throws Exception {
    return call("GET", path, Map.of("token", token), new byte[0]);
  }

  Reply delete(String path, String token) throws Exception {
    return call("DELETE", path, Map.of("token", token), new byte[0]);
  }

  /// Sends JSON.
  Reply post(String path, Map<String, String> headers, String json) throws Exception {
    Map<String, String> all = new HashMap<>(headers);
    all.putIfAbsent("Content-Type", "application/json");
    return call("POST", path, all, json.getBytes(UTF_8));
  }

  Reply post(String path, String token, String json) throws Exception {
    return post(path, Map.of("token", token), json);
  }
}
