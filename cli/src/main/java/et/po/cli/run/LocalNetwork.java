package et.po.cli.run;

import et.po.cli.Progress;
import et.po.cli.run.Secrets.Name;
import et.po.cli.run.Startup.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/// PostgreSQL, the other services, the node's processes and Frost's, on this machine: started in
/// their order, kept running, stopped in reverse.
final class LocalNetwork {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /// Until everything that has started can work. Longer would keep from the rest whoever may use
  /// it.
  private static final Duration READY = Duration.ofMinutes(2);

  /// More of them would only keep each other from being ready.
  private static final int STARTING_AT_ONCE = 2 * Runtime.getRuntime().availableProcessors();

  private final Progress progress;
  private final Layout data;
  private final Programs programs;
  private final AtomicBoolean givenUp = new AtomicBoolean();
  private final Supervised postgresql;
  private final List<Supervised> backing;
  private final List<Supervised> nodes;
  private final List<Supervised> frosts;
  private final Databases databases;
  private final Secrets secrets;

  LocalNetwork(Layout data, Addresses addresses, Programs programs, Progress progress) {
    this.progress = progress;
    this.data = data;
    this.programs = programs;
    this.secrets = addresses.secrets();
    this.databases = new Databases(addresses.jdbc("postgres"), secrets.of(Name.POSTGRESQL));
    this.postgresql =
        supervised(
            new PostgresService(
                data.postgresql(),
                addresses.ports().postgresql(),
                addresses.places().of(Addresses.POSTGRESQL),
                secrets.of(Name.POSTGRESQL),
                data.logs()));
    this.backing = programs.backing().stream().map(this::supervised).toList();
    this.nodes = programs.nodes().stream().map(this::supervised).toList();
    this.frosts = programs.frosts().stream().map(this::supervised).toList();
  }

  private Supervised supervised(Service service) {
    return new Supervised(service, progress, FIRST_PAUSE);
  }

  private Supervised supervised(Program program) {
    return supervised(new ProgramService(program, data.logs(), data.processes()));
  }

  /// Returns when everything has started, and can work or has not come to it for long.
  ///
  /// @return what cannot work yet, and has said so
  /// @throws et.po.cli.CommandException with a sentence; [#stop] is still to be called
  List<String> start() {
    Startup.run(steps(), progress, this::giveUp);
    List<Program> all =
        Stream.concat(programs.nodes().stream(), programs.frosts().stream()).toList();
    return new FirstReadiness(progress, READY).await(all, givenUp::get);
  }

  private List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    steps.add(new Step(postgresql.name(), List.of(), postgresql::start));
    List<String> grounds = backing.stream().map(Supervised::name).toList();
    backing.forEach(service -> steps.add(new Step(service.name(), List.of(), service::start)));
    Step node = migration("node", programs.node(), Name.NODE_DATABASE);
    Step accounts = migration("frost", programs.frost(), Name.FROST_DATABASE);
    steps.addAll(List.of(node, accounts));
    steps.addAll(starts(nodes, with(grounds, node.name()), STARTING_AT_ONCE));
    steps.addAll(starts(frosts, with(grounds, accounts.name()), 1));
    return steps;
  }

  /// @param grounds what all of them come after
  /// @param atOnce how many start at the same time
  private static List<Step> starts(List<Supervised> processes, List<String> grounds, int atOnce) {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < processes.size(); i++) {
      Supervised process = processes.get(i);
      List<String> after = i < atOnce ? grounds : with(grounds, processes.get(i - atOnce).name());
      steps.add(new Step(process.name(), after, process::start));
    }
    return steps;
  }

  private static List<String> with(List<String> names, String name) {
    return Stream.concat(names.stream(), Stream.of(name)).toList();
  }

  private Step migration(String database, Program program, Name password) {
    return new Step(
        database + " migrate",
        List.of(postgresql.name()),
        () -> {
          databases.provide(database, secrets.of(password));
          new MigrationTask(database, program, programs.migrate(), data.logs(), data.processes())
              .run(givenUp::get);
        });
  }

  /// Makes a start that goes on end soon.
  void giveUp() {
    givenUp.set(true);
    inOrder().forEach(group -> group.forEach(Supervised::giveUp));
  }

  /// Stops whatever was started, who stands on others first. Takes at most [#PATIENCE] for each
  /// group.
  void stop() {
    giveUp();
    for (List<Supervised> group : inOrder().reversed()) {
      List<Thread> stopping =
          group.stream().map(one -> Thread.ofVirtual().start(() -> one.stop(PATIENCE))).toList();
      stopping.forEach(LocalNetwork::join);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<List<Supervised>> inOrder() {
    return List.of(List.of(postgresql), backing, nodes, frosts);
  }
}
