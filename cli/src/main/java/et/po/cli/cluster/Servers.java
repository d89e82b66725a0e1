package et.po.cli.cluster;

import et.po.cli.CommandException;
import et.po.cli.Trouble;
import et.po.cli.network.Places;
import et.po.cli.run.Databases;
import et.po.cli.run.LocalChain;
import et.po.cli.run.LocalVault;
import et.po.cli.run.Secrets;
import et.po.cli.run.Secrets.Name;
import et.po.postgresql.Place;
import et.po.postgresql.PostgresServer;
import et.po.servers.Bitcoind;
import et.po.servers.Kubo;
import et.po.servers.RabbitMq;
import et.po.servers.ServerException;
import et.po.servers.Vault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The servers that Po.et stands on, beside the cluster: each in a place of its own on its network,
/// on the port that everybody knows it by. They go on when the command has ended.
final class Servers {
  private static final String USER = "poet";
  private static final int POSTGRESQL = 5432;
  private static final int RABBITMQ = 5672;
  private static final int IPFS_API = 5001;
  private static final int IPFS_GATEWAY = 8080;
  private static final int BITCOIN = 18443;
  private static final int VAULT = 8200;

  private final Path directory;
  private final Places places;
  private final Secrets secrets;
  private final LocalVault vault;

  /// @param vaultPolicy what Frost may do in the Vault, as operators are told to write it
  Servers(Path directory, Places places, Secrets secrets, Path vaultPolicy) {
    this.directory = directory;
    this.places = places;
    this.secrets = secrets;
    this.vault =
        new LocalVault(directory.resolve("vault"), VAULT, () -> places.of("vault"), vaultPolicy);
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
  ///
  /// @return the chain, which gets the blocks that it is given
  LocalChain start() {
    try {
      startPostgres();
      RabbitMq.start(
          new RabbitMq.Settings(
              directory.resolve("rabbitmq"),
              RABBITMQ,
              USER,
              secrets.of(Name.RABBITMQ),
              places.of("rabbitmq")));
      Kubo.start(
          Kubo.Settings.offline(directory.resolve("ipfs"), IPFS_API, IPFS_GATEWAY)
              .withProfiles("pebbleds")
              .at(places.of("ipfs")));
      vault.start();
      return LocalChain.of(
          Bitcoind.start(
              new Bitcoind.Settings(
                  directory.resolve("bitcoin"),
                  BITCOIN,
                  USER,
                  secrets.of(Name.BITCOIN_RPC),
                  List.of(),
                  places.of("bitcoin"))));
    } catch (ServerException | PostgresServer.PostgresException e) {
      throw CommandException.unable(e.getMessage() + ".", e);
    } catch (IOException e) {
      throw CommandException.unable(Trouble.sentence(e), e);
    }
  }

  private void startPostgres() {
    Place place = places.of("postgresql");
    Path files = directory.resolve("postgresql");
    String password = secrets.of(Name.POSTGRESQL);
    PostgresServer.start(files, POSTGRESQL, place, password, directory.resolve("postgresql.log"));
    Databases databases = new Databases(jdbc("postgres"), password);
    databases.provide("node", secrets.of(Name.NODE_DATABASE));
    databases.provide("frost", secrets.of(Name.FROST_DATABASE));
  }

  String jdbc(String database) {
    return "jdbc:postgresql://" + host("postgresql", POSTGRESQL) + "/" + database;
  }

  String vaultUrl() {
    return "http://" + host("vault", VAULT);
  }

  /// What Frost reads its token from.
  Path vaultToken() {
    return vault.tokenFile();
  }

  /// What is secret of the node's settings.
  Map<String, String> nodeSecrets() {
    return Map.of(
        "NODE_DATABASE_PASSWORD",
        secrets.of(Name.NODE_DATABASE),
        "NODE_RABBITMQ_URL",
        "amqp://" + login(Name.RABBITMQ) + host("rabbitmq", RABBITMQ),
        "NODE_BITCOIN_URL",
        "http://"
            + login(Name.BITCOIN_RPC)
            + host("bitcoin", BITCOIN)
            + "/wallet/"
            + LocalChain.WALLET,
        "NODE_IPFS_URLS",
        "http://" + host("ipfs", IPFS_API));
  }

  /// What is secret of Frost's settings, without the Vault's token.
  Map<String, String> frostSecrets() {
    return Map.of(
        "FROST_DATABASE_PASSWORD", secrets.of(Name.FROST_DATABASE), "JWT", secrets.of(Name.JWT));
  }

  private String login(Name password) {
    return USER + ":" + secrets.of(password) + "@";
  }

  private String host(String name, int port) {
    return places.of(name).host() + ":" + port;
  }
}
