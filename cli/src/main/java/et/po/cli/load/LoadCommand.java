package et.po.cli.load;

import et.po.cli.CommandException;
import et.po.cli.Console;
import et.po.cli.DurationText;
import et.po.cli.ExitCode;
import et.po.cli.JsonOption;
import et.po.cli.LocalRun;
import et.po.cli.Progress;
import et.po.cli.run.NodeDatabase;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `poet load`: many works at a rate.
@Command(
    name = "load",
    mixinStandardHelpOptions = true,
    description = {
      "Posts works at a rate, and counts what becomes of them.",
      "It posts whether those before were answered or not, and waits until all that were taken are"
          + " anchored. The profile works posts signed claims to a node; the profile frost posts"
          + " works to Frost, which signs them."
    },
    footer = {
      "",
      "Examples:  poet load works --rate 7000/h --works 500",
      "           POET_TOKEN=… poet load frost --rate 20/s --works 1000",
      "Exit code 1 where no work was taken, or one that was is lost or doubled; 3 where the node does"
          + " not tell at the end."
    })
public final class LoadCommand implements Callable<Integer> {
  private static final int MOST = 1_000_000;

  private final Console console;

  @Parameters(paramLabel = "works|frost", description = "The profile: what is posted.", arity = "1")
  private Kind kind = Kind.WORKS;

  @Option(
      names = "--rate",
      paramLabel = "N/h|N/m|N/s",
      converter = Rate.Text.class,
      required = true,
      description = "How many works come an hour, a minute or a second.")
  private Rate rate = new Rate("1/s", 1);

  @Option(
      names = "--works",
      paramLabel = "N",
      required = true,
      description = "How many are posted; at most " + MOST + ".")
  private int works;

  @Option(
      names = "--target",
      paramLabel = "URL",
      description = "Where they are posted; without it, to the run in --data.")
  private Optional<URI> target = Optional.empty();

  @Option(
      names = "--node",
      paramLabel = "URL",
      description =
          "The node that shows what is anchored; without it the target, or the run's node.")
  private Optional<URI> node = Optional.empty();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The data directory of a poet run; without it the usual one.")
  private Optional<Path> data = Optional.empty();

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "Has the token for Frost; without it the variable POET_TOKEN.")
  private Optional<Path> tokenFile = Optional.empty();

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "Writes the figures there as well, as load.json.")
  private Optional<Path> report = Optional.empty();

  @Option(
      names = "--patience",
      paramLabel = "DURATION",
      converter = DurationText.class,
      defaultValue = "5m",
      description =
          "How long nothing more may be anchored before what is missing counts as lost"
              + " (${DEFAULT-VALUE}).")
  private Duration patience = Duration.ofMinutes(5);

  @Mixin private JsonOption json = new JsonOption();

  /// What is posted.
  enum Kind {
    WORKS,
    FROST;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public LoadCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (works < 1 || works > MOST) {
      throw CommandException.misuse("--works is from 1 to " + MOST + ", not " + works + ".");
    }
    LocalRun run = new LocalRun(data.orElseGet(() -> LocalRun.usualDirectory(System.getenv())));
    URI to = target.map(LoadCommand::address).orElseGet(() -> endpoint(run, name()));
    Optional<String> token = kind == Kind.FROST ? Optional.of(token()) : Optional.empty();
    URI shows =
        node.map(LoadCommand::address)
            .orElseGet(() -> kind == Kind.WORKS ? to : endpoint(run, "node"));
    Path figures = report.isPresent() ? Files.createDirectories(report.get()) : Path.of("");
    Progress progress = console.progress();
    progress.step("Making " + works + " works.");
    Profile profile =
        token.map(text -> Profile.frost(to, text, works)).orElseGet(() -> Profile.works(to, works));
    progress.step("Posting to " + to + " at " + rate.text() + ".");
    LoadReport result =
        new Load(profile, rate, shows, patience, database(run, shows), progress).run();
    progress.clear();
    if (report.isPresent()) {
      Files.writeString(figures.resolve("load.json"), result.json().text() + "\n");
    }
    if (json.isSet()) {
      console.answer(result.json());
    } else {
      console.answer(result.text());
    }
    return exitCode(result);
  }

  /// The figures are out by then.
  private static int exitCode(LoadReport result) {
    if (result.taken() == 0) {
      throw CommandException.negative(
          "No work was taken: "
              + result.complaint().map(String::strip).orElse("none was answered")
              + ".");
    }
    if (!result.isClean()) {
      return ExitCode.NEGATIVE;
    }
    if (result.untold().isPresent()) {
      throw CommandException.unable(result.untold().get() + ".");
    }
    return ExitCode.DONE;
  }

  private String name() {
    return kind == Kind.WORKS ? "node" : "frost";
  }

  /// Only of the run's own node is the database known.
  private static Optional<NodeDatabase> database(LocalRun run, URI shows) {
    return run.endpoint("node").filter(shows.toString()::equals).isPresent()
        ? run.endpoint("postgresql").map(URI::create).map(NodeDatabase::new)
        : Optional.empty();
  }

  private static URI endpoint(LocalRun run, String name) {
    return run.endpoint(name)
        .map(URI::create)
        .orElseThrow(() ->
            CommandException.unable(
                "Nothing runs in "
                    + run.data()
                    + ": start it with poet run, or name another address with "
                    + (name.equals("node") ? "--target or --node." : "--target.")));
  }

  private static URI address(URI url) {
    if (url.getHost() == null || !String.valueOf(url.getScheme()).matches("https?")) {
      throw CommandException.misuse(
          "An address begins with http:// or https:// and a host, unlike " + url + ".");
    }
    return URI.create(url.toString().replaceAll("/+$", ""));
  }

  private String token() throws IOException {
    String text =
        tokenFile.isPresent()
            ? Files.readString(tokenFile.get())
            : System.getenv().getOrDefault("POET_TOKEN", "");
    if (!text.strip().matches("[!-~]+")) {
      throw CommandException.misuse(
          "The profile frost needs a token for Frost: --token-file FILE, or POET_TOKEN.");
    }
    return text.strip();
  }
}
