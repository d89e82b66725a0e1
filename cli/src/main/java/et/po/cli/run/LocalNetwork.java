package et.po.cli.run;

import et.po.cli.Progress;
import et.po.cli.run.Secrets.Name;
import et.po.cli.run.Startup.Step;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// PostgreSQL, a chain, a node and a Frost, on this machine: started in their order, kept running,
/// stopped in reverse.
final class LocalNetwork {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final Progress progress;
  private final AtomicBoolean givenUp = new AtomicBoolean();
  private final Supervised postgresql;
  private final Supervised regtest;
  private final Supervised node;
  private final Supervised frost;
  private final List<Step> steps;

  LocalNetwork(Layout data, Ports ports, Secrets secrets, Programs programs, Progress progress) {
    this.progress = progress;
    this.postgresql =
        supervised(
            new PostgresService(
                data.postgresql(), ports.postgresql(), secrets.of(Name.POSTGRESQL), data.logs()));
    this.regtest = supervised(service(programs.regtest(), data));
    this.node = supervised(service(programs.node(), data));
    this.frost = supervised(service(programs.frost(), data));
    this.steps =
        List.of(
            new Step("postgresql", List.of(), postgresql::start),
            new Step("regtest", List.of(), regtest::start),
            migration("node", programs.node(), Name.NODE_DATABASE, data, ports, secrets, programs),
            migration(
                "frost", programs.frost(), Name.FROST_DATABASE, data, ports, secrets, programs),
            new Step("node", List.of("node migrate", "regtest"), node::start),
            new Step("frost", List.of("frost migrate"), frost::start));
  }

  private Supervised supervised(Service service) {
    return new Supervised(service, progress, FIRST_PAUSE);
  }

  private static Service service(Program program, Layout data) {
    return new ProgramService(program, data.logs(), data.processes());
  }

  private Step migration(
      String database,
      Program program,
      Name password,
      Layout data,
      Ports ports,
      Secrets secrets,
      Programs programs) {
    return new Step(
        database + " migrate",
        List.of("postgresql"),
        () -> {
          new Databases(
                  "jdbc:postgresql://127.0.0.1:" + ports.postgresql() + "/postgres",
                  secrets.of(Name.POSTGRESQL))
              .provide(database, secrets.of(password));
          new MigrationTask(program, programs.migrate(), data.logs(), data.processes())
              .run(givenUp::get);
        });
  }

  /// Returns when everything is ready.
  ///
  /// @throws et.po.cli.CommandException with a sentence; [#stop] is still to be called
  void start() {
    Startup.run(steps, progress, this::giveUp);
  }

  /// Makes a start that goes on end soon.
  void giveUp() {
    givenUp.set(true);
    all().forEach(Supervised::giveUp);
  }

  /// Stops whatever was started. Takes at most [#PATIENCE] for each.
  void stop() {
    giveUp();
    for (Supervised one : all().reversed()) {
      one.stop(PATIENCE);
    }
  }

  private List<Supervised> all() {
    return List.of(postgresql, regtest, node, frost);
  }
}
