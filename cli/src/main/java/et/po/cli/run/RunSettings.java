package et.po.cli.run;

import et.po.cli.CommandException;
import java.nio.file.Path;
import java.time.Duration;

/// What a local run was asked for.
///
/// @param data where all state is
/// @param ports of all programs
/// @param blockInterval how often the chain gets a block
/// @param batchInterval how long stored claims wait for company
/// @param services what it stands on
record RunSettings(
    Path data, Ports ports, Duration blockInterval, Duration batchInterval, Services services) {
  RunSettings {
    positive("--block-interval", blockInterval);
    positive("--batch-interval", batchInterval);
  }

  private static void positive(String option, Duration value) {
    if (!value.isPositive()) {
      throw CommandException.misuse(option + " is longer than nothing, for example 3s.");
    }
  }
}
