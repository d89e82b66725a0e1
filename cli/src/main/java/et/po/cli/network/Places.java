package et.po.cli.network;

import et.po.postgresql.Place;

/// Where each part of a local run is.
@FunctionalInterface
public interface Places {
  /// All on loopback.
  Places LOOPBACK = name -> Place.LOOPBACK;

  /// Of the part of this name: the same whenever it is asked for.
  ///
  /// @throws et.po.cli.CommandException with a sentence, if it cannot be made
  Place of(String name);
}
