package et.po.cli.run;

import et.po.cli.Checkout;
import et.po.cli.CommandException;
import et.po.cli.run.Secrets.Name;
import et.po.postgresql.Place;
import et.po.servers.Bitcoind;
import et.po.servers.Kubo;
import et.po.servers.RabbitMq;
import et.po.servers.Smtp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The real servers of a local run, and what the programs are told of them.
final class RealServices {
  private final Addresses addresses;
  private final Ports ports;
  private final Layout data;
  private final Secrets secrets;
  private final LocalVault vault;

  RealServices(Checkout checkout, Addresses addresses, Layout data) {
    this.addresses = addresses;
    this.ports = addresses.ports();
    this.data = data;
    this.secrets = addresses.secrets();
    this.vault =
        new LocalVault(
            data.server("vault"),
            ports.vault(),
            () -> addresses.places().of(Addresses.VAULT),
            checkout.root().resolve("docs/operations/vault-policy.hcl"));
  }

  /// Ends the command, before anything is made, where a server that is needed was not fetched.
  static void requireFetched() {
    List<String> missing = new ArrayList<>();
    if (!RabbitMq.isFetched()) {
      missing.add("rabbitmq");
    }
    if (!Kubo.isFetched()) {
      missing.add("kubo");
    }
    if (!Bitcoind.isFetched()) {
      missing.add("bitcoind");
    }
    if (!missing.isEmpty()) {
      throw CommandException.unable(
          "--services real needs servers that are not fetched yet: ./poet tools "
              + String.join(" ", missing));
    }
  }

  /// @param blockInterval how often the chain gets a block while transactions wait
  List<Service> services(Duration blockInterval) {
    LocalBitcoin bitcoin =
        new LocalBitcoin(
            new Bitcoind.Settings(
                data.server("bitcoin"),
                ports.bitcoin(),
                Addresses.USER,
                secrets.of(Name.BITCOIN_RPC),
                List.of(),
                place(Addresses.BITCOIN)),
            blockInterval);
    List<Service> services = new ArrayList<>();
    services.add(new ServerService("rabbitmq", data, () -> RabbitMq.start(rabbitmq())));
    services.add(new ServerService("ipfs", data, () -> Kubo.start(ipfs())));
    services.add(new ServerService("bitcoin", data, bitcoin::start));
    if (vault.isThere()) {
      services.add(new ServerService("vault", data, vault::start));
    }
    if (Smtp.isFetched()) {
      services.add(
          new ServerService("smtp", data, () -> Smtp.start(data.server("smtp"), ports.smtp())));
    }
    return services;
  }

  private RabbitMq.Settings rabbitmq() {
    return new RabbitMq.Settings(
        data.server("rabbitmq"),
        ports.rabbitmq(),
        Addresses.USER,
        secrets.of(Name.RABBITMQ),
        place(Addresses.RABBITMQ));
  }

  private Place place(String part) {
    return addresses.places().of(part);
  }

  /// Without a network: what it has concerns nobody else. Kept as operators are told to keep it:
  /// the default makes, and syncs, a file of each claim.
  private Kubo.Settings ipfs() {
    return Kubo.Settings.offline(data.server("ipfs"), ports.ipfsApi(), ports.ipfsGateway())
        .withProfiles("pebbleds")
        .at(place(Addresses.IPFS));
  }

  Map<String, String> nodeEnvironment() {
    return Map.of(
        "NODE_BITCOIN_URL",
        addresses.bitcoin() + "/wallet/" + LocalChain.WALLET,
        "NODE_RABBITMQ_URL",
        addresses.rabbitmq(),
        "NODE_IPFS_URLS",
        addresses.ipfsApi());
  }

  /// The master key stays beside a Vault, for what was wrapped before there was one.
  Map<String, String> frostEnvironment() {
    Map<String, String> environment = new HashMap<>();
    environment.put("FROST_MASTER_KEY", secrets.of(Name.FROST_MASTER_KEY));
    if (vault.isThere()) {
      environment.put("VAULT_URL", addresses.vault());
      environment.put("VAULT_TOKEN_FILE", vault.tokenFile().toString());
    }
    if (Smtp.isFetched()) {
      environment.put("FROST_SMTP_HOST", "127.0.0.1");
      environment.put("FROST_SMTP_PORT", Integer.toString(ports.smtp()));
    }
    return environment;
  }
}
