package et.po.protocol.jsonld;

/// What to do with keys that no context maps.
@FunctionalInterface
public interface UnmappedProperties {
  /// Drops them, silently.
  UnmappedProperties DROP = _ -> {};

  /// Refuses the document, with the sentence of the library that defined claims.
  UnmappedProperties REFUSE =
      name -> {
        throw new JsonLdException(
            JsonLdException.Fault.UNMAPPED_PROPERTY,
            "The property \"" + name + "\" in the input was not defined in the context.");
      };

  void found(String name) throws JsonLdException;
}
