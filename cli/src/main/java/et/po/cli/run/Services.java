package et.po.cli.run;

import et.po.cli.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// Which servers a local run stands on.
enum Services {
  /// PostgreSQL and a small regtest chain; the node is one process.
  EMBEDDED,
  /// RabbitMQ, IPFS, Vault and a Bitcoin daemon as well; every role is a process.
  REAL;

  /// What `--services` calls it.
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Notes what a new data directory was made with: its works are on that chain and no other.
  ///
  /// @throws CommandException if it was made with others
  void claim(Path file, boolean isNew) throws IOException {
    Services made = isNew ? this : of(file);
    if (made != this) {
      throw CommandException.unable(
          "%s was made with --services %s: run it so, or choose another directory with --data."
              .formatted(file.getParent(), made.text()));
    }
    Files.writeString(file, text() + "\n");
  }

  /// What a directory was made with.
  static Services of(Path file) throws IOException {
    return Files.exists(file) && Files.readString(file).strip().equals(REAL.text())
        ? REAL
        : EMBEDDED;
  }
}
