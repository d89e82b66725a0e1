package et.po.benchmarks;

import et.po.protocol.json.Json;
import et.po.protocol.json.JsonBoolean;
import et.po.protocol.json.JsonNumber;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;

/// One measured number.
///
/// @param samples what the rounds measured; the figure is their median
record Figure(String name, Samples samples, String unit, Optional<Bound> bound) {
  static Figure of(String name, Samples samples, String unit, Bound bound) {
    return new Figure(name, samples, unit, Optional.of(bound));
  }

  static Figure unbound(String name, Samples samples, String unit) {
    return new Figure(name, samples, unit, Optional.empty());
  }

  /// The figure on one line, for people.
  String line() {
    String measured =
        String.format(
            Locale.ROOT,
            "%-34s %12s %-10s (%s to %s)",
            name,
            number(samples.median()),
            unit,
            number(samples.least()),
            number(samples.most()));
    return measured + bound.map(this::comparison).orElse("");
  }

  private String comparison(Bound bound) {
    return String.format(
        Locale.ROOT,
        "  %s %s %s: %s",
        bound.atLeast() ? "at least" : "at most",
        number(bound.value()),
        bound.what(),
        bound.isMetBy(samples.median()) ? "met" : "missed");
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 100 ? "%.2f" : "%,.0f", value);
  }

  JsonObject json() {
    SequencedMap<String, Json> members = new LinkedHashMap<>();
    members.put("name", new JsonString(name));
    members.put("value", new JsonNumber(samples.median()));
    members.put("unit", new JsonString(unit));
    members.put("least", new JsonNumber(samples.least()));
    members.put("most", new JsonNumber(samples.most()));
    bound.ifPresent(b -> {
      members.put("bound", new JsonNumber(b.value()));
      members.put("boundIs", new JsonString((b.atLeast() ? "at least, " : "at most, ") + b.what()));
      members.put("met", new JsonBoolean(b.isMetBy(samples.median())));
    });
    return new JsonObject(members);
  }
}
