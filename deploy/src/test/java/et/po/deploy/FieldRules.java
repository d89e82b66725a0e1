package et.po.deploy;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Objects have the fields that Kubernetes knows, and those that it asks for.
final class FieldRules {
  private static final String MODELS = "io.kubernetes.client.openapi.models.";

  private FieldRules() {}

  static List<Rule> all() {
    return List.of(Rule.each("known-fields", _ -> true, FieldRules::fields));
  }

  private static Stream<String> fields(Manifest object) {
    return model(object).stream()
        .flatMap(model -> fault(model, JsonParser.parseString(object.node().toString())).stream());
  }

  /// The client's type for it; those of operators have none.
  private static Optional<Class<?>> model(Manifest object) {
    String version = object.at("/apiVersion").asText();
    if (version.contains(".") && !version.contains(".k8s.io")
        || version.startsWith("gateway.")
        || version.isEmpty()) {
      return Optional.empty();
    }
    String number = version.substring(version.lastIndexOf('/') + 1).replace("v", "V");
    try {
      return Optional.of(Class.forName(MODELS + number + object.kind()));
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> fault(Class<?> model, JsonElement object) {
    try {
      model.getMethod("validateJsonElement", JsonElement.class).invoke(null, object);
      return Optional.empty();
    } catch (InvocationTargetException e) {
      return Optional.of(String.valueOf(e.getCause()));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
