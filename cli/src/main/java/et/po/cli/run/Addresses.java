package et.po.cli.run;

import et.po.cli.network.Places;
import et.po.cli.run.Secrets.Name;
import et.po.postgresql.Place;
import et.po.postgresql.PostgresServer;

/// Where the parts of a local run are.
record Addresses(Ports ports, Secrets secrets, Places places) {
  /// Who programs are at servers that ask for a name.
  static final String USER = "poet";

  static final String POSTGRESQL = "postgresql";
  static final String RABBITMQ = "rabbitmq";
  static final String IPFS = "ipfs";
  static final String BITCOIN = "bitcoin";
  static final String VAULT = "vault";

  /// With the superuser's password.
  String postgresql() {
    return "postgresql://"
        + PostgresServer.USER
        + ":"
        + secrets.of(Name.POSTGRESQL)
        + "@"
        + hostPort(POSTGRESQL, ports.postgresql())
        + "/postgres";
  }

  /// Without a login.
  String jdbc(String database) {
    return "jdbc:postgresql://" + hostPort(POSTGRESQL, ports.postgresql()) + "/" + database;
  }

  String bitcoin() {
    return "http://" + login(Name.BITCOIN_RPC) + hostPort(BITCOIN, ports.bitcoin());
  }

  String rabbitmq() {
    return "amqp://" + login(Name.RABBITMQ) + hostPort(RABBITMQ, ports.rabbitmq());
  }

  private String login(Name password) {
    return USER + ":" + secrets.of(password) + "@";
  }

  String ipfsApi() {
    return "http://" + hostPort(IPFS, ports.ipfsApi());
  }

  String ipfsGateway() {
    return "http://" + hostPort(IPFS, ports.ipfsGateway());
  }

  String vault() {
    return "http://" + hostPort(VAULT, ports.vault());
  }

  String smtp() {
    return "smtp://" + Place.LOOPBACK.host() + ":" + ports.smtp();
  }

  /// Of a process of the node.
  String management(NodeRole role, int copy) {
    return "http://" + of(role, copy).host() + ":" + ports.nodeManagement(role, copy);
  }

  /// The API is where everybody reaches it.
  Place of(NodeRole role, int copy) {
    return role == NodeRole.API ? Place.LOOPBACK : places.of(role.process(copy));
  }

  private String hostPort(String part, int port) {
    return places.of(part).host() + ":" + port;
  }
}
