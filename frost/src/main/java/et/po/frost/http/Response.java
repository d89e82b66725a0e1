package et.po.frost.http;

import et.po.protocol.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// An answer.
///
/// @param contentType empty only for an answer that can have no body
public record Response(int status, String contentType, String body, Map<String, String> headers) {
  static final String TEXT = "text/plain; charset=utf-8";
  static final String JSON = "application/json; charset=utf-8";

  public Response {
    headers = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }

  /// 200 with a JSON body.
  public static Response json(Json body) {
    return new Response(200, JSON, body.text(), Map.of());
  }

  /// 200 `OK`, where there is nothing more to say.
  public static Response ok() {
    return text(200, "OK");
  }

  /// A plain text.
  public static Response text(int status, String text) {
    return new Response(status, TEXT, text, Map.of());
  }

  /// A page.
  public static Response html(String page) {
    return new Response(200, "text/html; charset=utf-8", page, Map.of());
  }

  /// This answer with one header more.
  public Response with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Response(status, contentType, body, more);
  }

  byte[] bytes() {
    return body.getBytes(StandardCharsets.UTF_8);
  }
}
