package et.po.cli.network;

import et.po.cli.CommandException;
import et.po.cli.Trouble;
import et.po.postgresql.DirectoryProcesses;
import et.po.postgresql.Place;
import java.io.IOException;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A network namespace for each part, with a line to a switch that has a namespace too, and one
/// from there to this machine.
///
/// ```
/// this machine 10.213.K.1 --- switch --- 10.213.K.2 one part
///                                   \--- 10.213.K.3 another
/// ```
///
/// Everybody knows everybody's hardware address from the start: where one had to ask, it would be
/// told after seconds that nobody answers, which on a long line nobody tells it.
public final class Namespaces implements Places, AutoCloseable {
  static final String DIRECTORY = "network";
  static final String SWITCH = "switch";

  private static final int NETWORKS = 200;
  private static final int MOST_PARTS = 120;
  private static final int HOST = 1;

  private final Path directory;
  private final Map<String, Place> places = new LinkedHashMap<>();
  private @Nullable Namespace hub;
  private int network;

  /// @param data the run's directory
  public Namespaces(Path data) {
    this.directory = data.resolve(DIRECTORY);
  }

  /// What is missing for it, as a sentence.
  public static Optional<String> problem() {
    boolean isThere =
        System.getProperty("user.name").equals("root")
            && Stream.of("ip", "nsenter", "unshare", "setsid").allMatch(Namespaces::isOnPath);
    return isThere
        ? Optional.empty()
        : Optional.of(
            "Network namespaces need root, and the programs ip (iproute2), nsenter and unshare"
                + " (util-linux).");
  }

  private static boolean isOnPath(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }

  @Override
  public synchronized Place of(String name) {
    Place known = places.get(name);
    if (known != null) {
      return known;
    }
    Namespace hub = hub();
    int number = HOST + 1 + places.size();
    String port = "port" + number;
    Namespace part = Namespace.make(directory);
    Ip.batch(
        hub.entering(),
        List.of(
            "link add name " + port + " type veth peer name line netns " + part.pid(),
            "link set dev " + port + " master switch up"));
    Ip.batch(part.entering(), end("line", number));
    note("lines", name + " " + port);
    Place place = new Place(address(number), part.entering());
    places.put(name, place);
    return place;
  }

  private Namespace hub() {
    Namespace made = hub;
    if (made == null) {
      forget();
      made = Namespace.make(directory);
      hub = made;
      Ip.batch(
          made.entering(), List.of("link add name switch type bridge", "link set dev switch up"));
      connect(made);
      note("switch", Long.toString(made.pid()));
    }
    return made;
  }

  /// On the first network that nobody has here.
  private void connect(Namespace hub) {
    while (isTaken(hostEnd())) {
      network++;
    }
    if (network >= NETWORKS) {
      throw CommandException.unable("Every network that the run could use is taken.");
    }
    Ip.batch(
        hub.entering(),
        List.of(
            "link add name host type veth peer name "
                + hostEnd()
                + " netns "
                + ProcessHandle.current().pid(),
            "link set dev host master switch up"));
    Ip.batch(List.of(), end(hostEnd(), HOST));
  }

  private String hostEnd() {
    return "poet-" + network;
  }

  private static boolean isTaken(String end) {
    try {
      return NetworkInterface.getByName(end) != null;
    } catch (IOException e) {
      throw CommandException.unable(Trouble.sentence(e), e);
    }
  }

  private String address(int number) {
    return "10.213." + network + "." + number;
  }

  private static String hardware(int number) {
    return "02:00:00:00:00:%02x".formatted(number);
  }

  /// What sets up the end of a line.
  private List<String> end(String device, int own) {
    List<String> commands = new ArrayList<>();
    if (own != HOST) {
      commands.add("link set dev lo up");
    }
    commands.add("link set dev " + device + " address " + hardware(own));
    commands.add("address add " + address(own) + "/24 dev " + device);
    commands.add("link set dev " + device + " up");
    IntStream.rangeClosed(HOST, MOST_PARTS)
        .filter(number -> number != own)
        .mapToObj(number ->
            "neigh replace %s lladdr %s dev %s nud permanent"
                .formatted(address(number), hardware(number), device))
        .forEach(commands::add);
    return commands;
  }

  /// A line more in a file.
  private void note(String file, String line) {
    try {
      Files.createDirectories(directory);
      Files.writeString(
          directory.resolve(file),
          line + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw CommandException.unable(Trouble.sentence(e), e);
    }
  }

  /// Takes the network away; whoever is still in it is ended.
  @Override
  public synchronized void close() {
    DirectoryProcesses.stop(directory, Duration.ZERO);
    forget();
    places.clear();
    hub = null;
  }

  private void forget() {
    try {
      for (String file : List.of("lines", "switch")) {
        Files.deleteIfExists(directory.resolve(file));
      }
    } catch (IOException e) {
      throw CommandException.unable(Trouble.sentence(e), e);
    }
  }
}
