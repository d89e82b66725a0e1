package et.po.node.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.protocol.json.JsonObject;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The description at `/openapi` and the routes are the same.
@QuarkusTest
@QuarkusTestResource(NodeServices.class)
class DescriptionTest {
  @TestHTTPResource URI base;

  private JsonObject paths() {
    return new Client(base).get("/openapi?format=json").json().findObject("paths").orElseThrow();
  }

  @Test
  void everyRoute_isDescribed_andNoOther() {
    Set<String> described =
        paths().members().entrySet().stream()
            .flatMap(path ->
                ((JsonObject) path.getValue())
                    .members().keySet().stream()
                        .filter(Set.of("get", "post")::contains)
                        .map(method -> method + " " + path.getKey()))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> routes =
        Stream.of(
                WorksResource.class,
                ProofsResource.class,
                FilesResource.class,
                IpfsResource.class,
                GraphResource.class,
                StatusResource.class)
            .flatMap(DescriptionTest::routes)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(routes, described);
  }

  private static Stream<String> routes(Class<?> resource) {
    String root = resource.getAnnotation(Path.class).value();
    return Arrays.stream(resource.getDeclaredMethods())
        .flatMap(method -> verb(method).stream().map(verb -> verb + " " + path(root, method)));
  }

  private static Optional<String> verb(Method method) {
    if (method.isAnnotationPresent(GET.class)) {
      return Optional.of("get");
    }
    return method.isAnnotationPresent(POST.class) ? Optional.of("post") : Optional.empty();
  }

  private static String path(String root, Method method) {
    Path own = method.getAnnotation(Path.class);
    String path = (root.equals("/") ? "" : root) + (own == null ? "" : own.value());
    return path.replaceAll("\\{(\\w+):[^}]*}", "{$1}");
  }

  @Test
  void everyAnswer_hasADescribedStatus() {
    Client node = new Client(base);
    paths()
        .members()
        .forEach((path, methods) ->
            ((JsonObject) methods)
                .members()
                .forEach((method, operation) -> {
                  if (operation instanceof JsonObject described
                      && described.findObject("responses").isPresent()) {
                    String address =
                        path.replace("{id}", "0".repeat(64))
                            .replace("{cid}", "QmUNLLsPACCz1vLxQVkXqqLX5R1X345qqfHbsf67hvA3Nn")
                            .replaceAll("\\{\\w+}", "x");
                    Client.Answer answer =
                        node.send(
                            method.toUpperCase(java.util.Locale.ROOT),
                            address,
                            BodyPublishers.noBody());
                    Set<String> statuses =
                        described.findObject("responses").get().members().keySet();
                    assertTrue(
                        statuses.contains(Integer.toString(answer.status())),
                        method + " " + path + " answers " + answer.status());
                  }
                }));
  }
}
