package et.po.cli.run;

import et.po.cli.CommandException;
import et.po.cli.network.Places;
import java.nio.file.Path;
import java.time.Duration;

/// What a local run was asked for.
///
/// @param data where all state is
/// @param ports of all programs
/// @param blockInterval how often the chain gets a block
/// @param batchInterval how long stored claims wait for company
/// @param services what it stands on
/// @param copies how many processes of every role
/// @param places where each part is
record RunSettings(
    Path data,
    Ports ports,
    Duration blockInterval,
    Duration batchInterval,
    Services services,
    int copies,
    Places places) {
  /// As many as the database has connections for.
  private static final int MOST_COPIES = 4;

  RunSettings {
    positive("--block-interval", blockInterval);
    positive("--batch-interval", batchInterval);
    requirePossible(copies);
    if (copies > 1 && services == Services.EMBEDDED) {
      throw CommandException.misuse(
          "--copies needs --services real: on embedded services the node is one process.");
    }
  }

  /// On loopback.
  RunSettings(
      Path data,
      Ports ports,
      Duration blockInterval,
      Duration batchInterval,
      Services services,
      int copies) {
    this(data, ports, blockInterval, batchInterval, services, copies, Places.LOOPBACK);
  }

  /// The same elsewhere.
  RunSettings at(Places places) {
    return new RunSettings(data, ports, blockInterval, batchInterval, services, copies, places);
  }

  /// Ends the command if there cannot be so many.
  static void requirePossible(int copies) {
    if (copies < 1 || copies > MOST_COPIES) {
      throw CommandException.misuse("--copies is a number from 1 to " + MOST_COPIES + ".");
    }
  }

  private static void positive(String option, Duration value) {
    if (!value.isPositive()) {
      throw CommandException.misuse(option + " is longer than nothing, for example 3s.");
    }
  }
}
