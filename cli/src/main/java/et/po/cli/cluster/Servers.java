package et.po.cli.cluster;

import et.po.cli.CommandException;
import et.po.cli.Trouble;
import et.po.cli.network.Places;
import et.po.cli.run.Databases;
import et.po.cli.run.LocalChain;
import et.po.cli.run.LocalVault;
import et.po.cli.run.Secrets;
import et.po.cli.run.Secrets.Name;
import et.po.postgresql.PostgresServer;
import et.po.servers.Bitcoind;
import et.po.servers.Kubo;
import et.po.servers.RabbitMq;
import et.po.servers.ServerException;
import et.po.servers.Vault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The servers that Po.et stands on, beside the cluster: each in a place of its own on its network,
/// on the port that everybody knows it by. They go on when the command has ended.
final class Servers {
  static final String USER = "poet";

  private static final int IPFS_GATEWAY = 8080;
  private static final Duration PATIENCE = Duration.ofSeconds(180);

  private final ClusterDirectory directory;
  private final Places places;
  private final Secrets secrets;
  private final LocalVault vault;

  /// @param vaultPolicy what Frost may do in the Vault, as operators are told to write it
  Servers(ClusterDirectory directory, Places places, Secrets secrets, Path vaultPolicy) {
    this.directory = directory;
    this.places = places;
    this.secrets = secrets;
    this.vault =
        new LocalVault(
            files(Neighbour.VAULT),
            Neighbour.VAULT.port(),
            () -> places.of(Neighbour.VAULT.name()),
            vaultPolicy);
  }

  /// Ends the command, naming them, if some are not there.
  static void requireFetched() {
    List<String> missing = new ArrayList<>();
    Map<String, Boolean> all =
        Map.of(
            "rabbitmq", RabbitMq.isFetched(),
            "kubo", Kubo.isFetched(),
            "bitcoind", Bitcoind.isFetched(),
            "vault", Vault.isFetched());
    all.forEach((name, isThere) -> {
      if (!isThere) {
        missing.add(name);
      }
    });
    if (!missing.isEmpty()) {
      throw CommandException.unable(
          "Po.et stands on servers that are not fetched yet: ./poet tools "
              + String.join(" ", missing.stream().sorted().toList()));
    }
  }

  /// Returns when all answer, the wallet has coins, and each program has its database.
  void start() {
    SideBySide.all(
        List.of(
            startingIn(this::startPostgres),
            startingIn(this::startRabbitMq),
            startingIn(this::startIpfs),
            startingIn(vault::start),
            startingIn(this::startChain)));
  }

  private interface Start {
    void run() throws IOException;
  }

  private static Runnable startingIn(Start start) {
    return () -> {
      try {
        start.run();
      } catch (ServerException | PostgresServer.PostgresException e) {
        throw CommandException.unable(e.getMessage() + ".", e);
      } catch (IOException e) {
        throw CommandException.unable(Trouble.sentence(e), e);
      }
    };
  }

  private void startPostgres() {
    String password = secrets.of(Name.POSTGRESQL);
    PostgresServer.start(
        files(Neighbour.POSTGRESQL),
        Neighbour.POSTGRESQL.port(),
        places.of(Neighbour.POSTGRESQL.name()),
        password,
        directory.logs().resolve("postgresql.log"));
    String host = places.of(Neighbour.POSTGRESQL.name()).host();
    Databases databases =
        new Databases(
            "jdbc:postgresql://" + host + ":" + Neighbour.POSTGRESQL.port() + "/postgres",
            password);
    databases.provide("node", secrets.of(Name.NODE_DATABASE));
    databases.provide("frost", secrets.of(Name.FROST_DATABASE));
  }

  private void startRabbitMq() {
    RabbitMq.start(
        new RabbitMq.Settings(
            files(Neighbour.RABBITMQ),
            Neighbour.RABBITMQ.port(),
            USER,
            secrets.of(Name.RABBITMQ),
            places.of(Neighbour.RABBITMQ.name())));
  }

  private void startIpfs() {
    Kubo.start(
        Kubo.Settings.offline(files(Neighbour.IPFS), Neighbour.IPFS.port(), IPFS_GATEWAY)
            .withProfiles("pebbleds")
            .at(places.of(Neighbour.IPFS.name())));
  }

  /// In the hands of a program that goes on, for a chain of one's own has nobody else who makes
  /// blocks.
  private void startChain() {
    Chain.start(directory, places.of(Neighbour.BITCOIN.name()))
        .awaitReady(() -> Chain.isReady(directory), PATIENCE);
  }

  private Path files(Neighbour server) {
    return directory.servers().resolve(server.name());
  }

  /// What the cluster is told of them: their names, and the Secrets of those who use them.
  String objects() {
    return Stream.of(
                Neighbour.POSTGRESQL,
                Neighbour.RABBITMQ,
                Neighbour.IPFS,
                Neighbour.BITCOIN,
                Neighbour.VAULT)
            .map(server -> server.objects(places))
            .collect(Collectors.joining())
        + secret("node-regtest", node())
        + secret("frost-api", frost())
        + secret("frost-api-vault", Map.of("token", ClusterDirectory.text(vault.tokenFile())));
  }

  private Map<String, String> node() {
    return Map.of(
        "NODE_DATABASE_PASSWORD",
        secrets.of(Name.NODE_DATABASE),
        "NODE_RABBITMQ_URL",
        "amqp://" + login(Name.RABBITMQ) + Neighbour.RABBITMQ.authority(),
        "NODE_BITCOIN_URL",
        "http://"
            + login(Name.BITCOIN_RPC)
            + Neighbour.BITCOIN.authority()
            + "/wallet/"
            + LocalChain.WALLET,
        "NODE_IPFS_URLS",
        "http://" + Neighbour.IPFS.authority());
  }

  private Map<String, String> frost() {
    return Map.of(
        "FROST_DATABASE_PASSWORD",
        secrets.of(Name.FROST_DATABASE),
        "JWT",
        secrets.of(Name.JWT),
        // No mail is sent, but the values of every environment name it.
        "FROST_SMTP_PASSWORD",
        "");
  }

  private String login(Name password) {
    return USER + ":" + secrets.of(password) + "@";
  }

  private static String secret(String name, Map<String, String> values) {
    return """
    apiVersion: v1
    kind: Secret
    metadata: {name: %s, namespace: %s}
    stringData:
    """
            .formatted(name, Cluster.NAMESPACE)
        + values.entrySet().stream()
            .map(value -> "  %s: \"%s\"\n".formatted(value.getKey(), value.getValue().strip()))
            .sorted()
            .collect(Collectors.joining())
        + "---\n";
  }
}
