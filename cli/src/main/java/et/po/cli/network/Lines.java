package et.po.cli.network;

import et.po.cli.CommandException;
import et.po.cli.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The lines of a run's network, each from its switch to one part.
///
/// What is sent over one that is cut vanishes, both ways and without a word: to who waits at its
/// ends it is not different from a long silence.
public final class Lines {
  private final Path directory;

  /// @param data the run's directory
  public Lines(Path data) {
    this.directory = data.resolve(Namespaces.DIRECTORY);
  }

  /// The parts that have one; none where the run is on loopback.
  public List<String> parts() {
    return Files.exists(file(directory)) ? all().stream().map(line -> line[0]).toList() : List.of();
  }

  public void cut(String part) {
    set(part, "nomaster");
  }

  public void mend(String part) {
    set(part, "master " + Namespaces.SWITCH);
  }

  /// A port that the switch does not have takes nothing and gives nothing, while both ends still
  /// see a carrier. (Its state as a bridge's port would not do: the kernel soon sets that itself.)
  private void set(String part, String belonging) {
    String port =
        all().stream()
            .filter(line -> line[0].equals(part))
            .map(line -> line[1])
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("there is no line to " + part));
    Ip.batch(Namespace.entering(switchPid()), List.of("link set dev " + port + " " + belonging));
  }

  private long switchPid() {
    try {
      return Long.parseLong(Files.readString(directory.resolve("switch")).strip());
    } catch (IOException e) {
      throw CommandException.unable(Trouble.sentence(e), e);
    }
  }

  private List<String[]> all() {
    try {
      return Files.readAllLines(file(directory)).stream().map(line -> line.split(" ")).toList();
    } catch (IOException e) {
      throw CommandException.unable(Trouble.sentence(e), e);
    }
  }

  /// A line of text for each: the part, and the switch's port.
  static Path file(Path directory) {
    return directory.resolve("lines");
  }
}
