package et.po.frost.validation;

import et.po.frost.faults.FaultException;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What an object must look like. Fields are looked at in the shape's order, then unknown ones are
/// refused unless the shape is open; the first fault ends the look.
public final class Shape {
  private final List<Field> fields;
  private final boolean open;

  private record Field(String name, boolean required, Rule rule) {}

  private Shape(List<Field> fields, boolean open) {
    this.fields = List.copyOf(fields);
    this.open = open;
  }

  /// Without fields.
  public static Shape empty() {
    return new Shape(List.of(), false);
  }

  public Shape required(String name, Rule rule) {
    return with(new Field(name, true, rule));
  }

  public Shape optional(String name, Rule rule) {
    return with(new Field(name, false, rule));
  }

  /// This shape, with any other fields allowed.
  public Shape open() {
    return new Shape(fields, true);
  }

  private Shape with(Field field) {
    List<Field> more = new ArrayList<>(fields);
    more.add(field);
    return new Shape(more, open);
  }

  /// The object, if it has this shape.
  ///
  /// @throws FaultException otherwise, [Fault#INVALID_INPUT] with what is wrong
  public JsonObject check(Json value) {
    if (!(value instanceof JsonObject object)) {
      throw Rule.refusal("ValidationError: \"value\" must be an object");
    }
    for (Field field : fields) {
      fault(field, object)
          .ifPresent(fault -> {
            throw Rule.refusal(fault);
          });
    }
    if (!open) {
      refuseOthers(object);
    }
    return object;
  }

  private static Optional<String> fault(Field field, JsonObject object) {
    Optional<Json> value = object.find(field.name());
    if (value.isEmpty()) {
      return field.required() ? Optional.of(field.rule().missing(field.name())) : Optional.empty();
    }
    return field.rule().fault(field.name(), value.get());
  }

  private void refuseOthers(JsonObject object) {
    for (String name : object.members().keySet()) {
      if (fields.stream().noneMatch(field -> field.name().equals(name))) {
        throw Rule.refusal("ValidationError: \"" + name + "\" is not allowed");
      }
    }
  }
}
