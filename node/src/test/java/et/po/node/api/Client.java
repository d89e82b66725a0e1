package et.po.node.api;

import et.po.protocol.json.Json;
import et.po.protocol.json.JsonArray;
import et.po.protocol.json.JsonNumber;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.MalformedJsonException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// Talks to the node under test over HTTP.
record Client(URI base) {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /// An answer as it came.
  record Answer(HttpResponse<byte[]> response) {
    int status() {
      return response.statusCode();
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    byte[] bytes() {
      return response.body();
    }

    String text() {
      return new String(response.body(), StandardCharsets.UTF_8);
    }

    JsonObject json() {
      return (JsonObject) parse();
    }

    List<Json> array() {
      return ((JsonArray) parse()).items();
    }

    private Json parse() {
      try {
        return Json.parse(response.body());
      } catch (MalformedJsonException e) {
        throw new AssertionError(text(), e);
      }
    }
  }

  Answer get(String path, String... headers) {
    return send("GET", path, BodyPublishers.noBody(), headers);
  }

  Answer postJson(String path, String json, String... headers) {
    String[] all = new String[headers.length + 2];
    all[0] = "Content-Type";
    all[1] = "application/json";
    System.arraycopy(headers, 0, all, 2, headers.length);
    return send("POST", path, BodyPublishers.ofString(json), all);
  }

  /// A body whose length is not announced.
  Answer postChunked(String path, Supplier<InputStream> body) {
    return send(
        "POST", path, BodyPublishers.ofInputStream(body), "Content-Type", "application/json");
  }

  Answer upload(String field, byte[] content) {
    String boundary = "----poet";
    String head =
        "--%s\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"content\"\r\nContent-Type: plain/text\r\n\r\n"
            .formatted(boundary, field);
    return send(
        "POST",
        "/files",
        BodyPublishers.concat(
            BodyPublishers.ofString(head),
            BodyPublishers.ofByteArray(content),
            BodyPublishers.ofString("\r\n--" + boundary + "--\r\n")),
        "Content-Type",
        "multipart/form-data; boundary=" + boundary);
  }

  Answer send(String method, String path, BodyPublisher body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(Duration.ofSeconds(30))
            .method(method, body);
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return new Answer(HTTP.send(request.build(), BodyHandlers.ofByteArray()));
    } catch (IOException e) {
      throw new AssertionError(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /// The work once it is anchored.
  JsonObject awaitAnchored(String id) {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (System.nanoTime() < deadline) {
      Answer answer = get("/works/" + id);
      if (answer.status() == 200 && anchor(answer.json()).find("blockHeight").isPresent()) {
        return answer.json();
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
    throw new AssertionError(id + " is not anchored after a minute");
  }

  static JsonObject anchor(JsonObject work) {
    return work.findObject("anchor").orElse(JsonObject.EMPTY);
  }

  static double number(JsonObject object, String key) {
    return ((JsonNumber) object.find(key).orElseThrow()).value();
  }
}
