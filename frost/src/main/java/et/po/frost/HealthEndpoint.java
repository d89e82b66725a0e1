package et.po.frost;

import et.po.frost.http.Response;
import et.po.frost.http.Routes;

/// `/health`, which published clients ask whether Frost is there. Orchestrators ask the management
/// port instead.
final class HealthEndpoint {
  void addTo(Routes routes) {
    routes.get("/health", _ -> Response.ok());
  }
}
