package et.po.cli.run;

import et.po.cli.Checkout;
import et.po.cli.run.Secrets.Name;
import et.po.servers.Bitcoind;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The real servers of a local run, and what the programs are told of them.
final class RealServices {
  private final Ports ports;
  private final Layout data;
  private final Secrets secrets;
  private final LocalVault vault;

  RealServices(Checkout checkout, Ports ports, Layout data, Secrets secrets) {
    this.ports = ports;
    this.data = data;
    this.secrets = secrets;
    this.vault =
        new LocalVault(
            data.server("vault"),
            ports.vault(),
            checkout.root().resolve("docs/operations/vault-policy.hcl"));
  }

  /// @param blockInterval how often the chain gets a block while transactions wait
  List<Service> services(Duration blockInterval) {
    LocalBitcoin bitcoin =
        new LocalBitcoin(
            new Bitcoind.Settings(
                data.server("bitcoin"),
                ports.bitcoin(),
                Endpoints.USER,
                secrets.of(Name.BITCOIN_RPC),
                List.of()),
            blockInterval);
    return List.of(
        new ServerService("vault", data, vault::start),
        new ServerService("bitcoin", data, _ -> bitcoin.start()));
  }

  Map<String, String> nodeEnvironment() {
    Map<String, String> environment = new HashMap<>();
    environment.put(
        "NODE_BITCOIN_URL", Endpoints.bitcoin(ports, secrets) + "/wallet/" + LocalBitcoin.WALLET);
    return environment;
  }

  Map<String, String> frostEnvironment() {
    return Map.of(
        "VAULT_URL",
        "http://127.0.0.1:" + ports.vault(),
        "VAULT_TOKEN_FILE",
        vault.tokenFile().toString());
  }
}
