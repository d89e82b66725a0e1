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
  private static final String CUT = "0";
  private static final String WHOLE = "3";

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
    set(part, CUT);
  }

  public void mend(String part) {
    set(part, WHOLE);
  }

  /// A port of the switch that is disabled takes nothing and gives nothing, while both ends still
  /// see a carrier.
  private void set(String part, String state) {
    String port =
        all().stream()
            .filter(line -> line[0].equals(part))
            .map(line -> line[1])
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("there is no line to " + part));
    Ip.batch(
        Namespace.entering(switchPid()),
        List.of("link set dev " + port + " type bridge_slave state " + state));
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
