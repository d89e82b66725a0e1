package et.po.frost;

import et.po.frost.http.Request;
import et.po.frost.http.Response;
import et.po.frost.http.Routes;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonBoolean;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.SequencedMap;

/// `/health`, which published clients ask whether Frost is there. Orchestrators ask the management
/// port instead.
///
/// Who accepts JSON and nothing else is told too whether live and test works go to one node; where
/// the nodes are is nobody's business.
final class HealthEndpoint {
  private final boolean shared;

  /// @param shared whether both networks' works go to one node
  HealthEndpoint(boolean shared) {
    this.shared = shared;
  }

  void addTo(Routes routes) {
    routes.get("/health", this::show);
  }

  private Response show(Request request) {
    return request.header("Accept").filter(HealthEndpoint::isJsonAlone).isPresent()
        ? Response.json(state())
        : Response.ok();
  }

  /// Libraries that take anything name JSON first; their callers expect the text.
  private static boolean isJsonAlone(String accept) {
    String types = accept.toLowerCase(Locale.ROOT);
    return types.contains("application/json") && !types.contains("text/") && !types.contains("*/*");
  }

  private JsonObject state() {
    JsonString node = new JsonString(shared ? "shared" : "own");
    SequencedMap<String, Json> networks = new LinkedHashMap<>();
    networks.put("live", node);
    networks.put("test", node);
    networks.put("shared", new JsonBoolean(shared));
    SequencedMap<String, Json> state = new LinkedHashMap<>();
    state.put("status", new JsonString("ok"));
    state.put("networks", new JsonObject(networks));
    return new JsonObject(state);
  }
}
