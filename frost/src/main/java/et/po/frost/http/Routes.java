package et.po.frost.http;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// All routes. Of two that match, the one added first answers.
public final class Routes {
  private static final Set<String> KNOWN =
      Set.of("HEAD", "OPTIONS", "GET", "PUT", "PATCH", "POST", "DELETE");

  private final List<Route> routes = new ArrayList<>();

  /// A route that was found, with the values from its path.
  record Found(Route route, Map<String, String> parameters) {}

  public Routes get(String path, Endpoint endpoint) {
    return add("GET", path, endpoint);
  }

  public Routes post(String path, Endpoint endpoint) {
    return add("POST", path, endpoint);
  }

  public Routes put(String path, Endpoint endpoint) {
    return add("PUT", path, endpoint);
  }

  public Routes patch(String path, Endpoint endpoint) {
    return add("PATCH", path, endpoint);
  }

  public Routes delete(String path, Endpoint endpoint) {
    return add("DELETE", path, endpoint);
  }

  /// A route whose body may also be many JSON texts, a line each.
  public Routes postLines(String path, Endpoint endpoint) {
    routes.add(new Route("POST", new PathTemplate(path), endpoint, true));
    return this;
  }

  /// A route whose endpoint reads the body itself, whatever its type.
  public Routes postRaw(String path, RawEndpoint endpoint) {
    return add("POST", path, endpoint);
  }

  private Routes add(String method, String path, Action action) {
    routes.add(new Route(method, new PathTemplate(path), action, false));
    return this;
  }

  /// Each route as method and template, such as `GET /works/:workId`.
  public List<String> list() {
    return routes.stream().map(route -> route.method() + " " + route.path().text()).toList();
  }

  static boolean knows(String method) {
    return KNOWN.contains(method);
  }

  /// The route for a method on a path; a HEAD is a GET whose body stays here.
  Optional<Found> find(String method, String path) {
    String wanted = method.equals("HEAD") ? "GET" : method;
    List<String> segments = PathTemplate.segmentsOf(path);
    for (Route route : routes) {
      if (route.method().equals(wanted)) {
        Optional<Map<String, String>> parameters = route.path().match(segments);
        if (parameters.isPresent()) {
          return Optional.of(new Found(route, parameters.get()));
        }
      }
    }
    return Optional.empty();
  }

  /// The methods that a path answers to, as `Allow` lists them; empty for an unknown path.
  String allowed(String path) {
    List<String> segments = PathTemplate.segmentsOf(path);
    Set<String> methods = new LinkedHashSet<>();
    routes.stream()
        .filter(route -> route.path().match(segments).isPresent())
        .flatMap(route ->
            route.method().equals("GET") ? Stream.of("HEAD", "GET") : Stream.of(route.method()))
        .forEach(methods::add);
    return String.join(", ", methods);
  }
}
