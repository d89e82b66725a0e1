package et.po.cli.cluster.drill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// This program's precedence over others of the machine, until it is given back.
///
/// In life, clients are on machines of their own: what they notice here is not to be that this one
/// is busy. Linux groups programs by their session (`sched(7)`, "The autogroup feature"), so that
/// the niceness that counts is the group's; where it does not, nothing is taken.
///
/// @param before how nice the group was
record Precedence(String before) implements AutoCloseable {
  private static final Path GROUP = Path.of("/proc/self/autogroup");
  private static final String AHEAD = "-10";

  static Precedence take() throws IOException {
    if (!Files.exists(GROUP)) {
      return new Precedence("");
    }
    String group = Files.readString(GROUP).strip();
    Files.writeString(GROUP, AHEAD);
    return new Precedence(group.substring(group.lastIndexOf(' ') + 1));
  }

  @Override
  public void close() {
    if (!before.isEmpty()) {
      try {
        Files.writeString(GROUP, before);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
