package et.po.frost;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The settings of custody as the environment has them, for commands that start no server.
record CustodyEnvironment(Map<String, String> environment) implements CustodySettings {
  CustodyEnvironment {
    environment = Map.copyOf(environment);
  }

  @Override
  public Optional<List<String>> oldMasterKeys() {
    return find("FROST_OLD_MASTER_KEYS").map(list -> List.of(list.split(",")));
  }

  @Override
  public Optional<String> vaultUrl() {
    return find("VAULT_URL");
  }

  @Override
  public Optional<String> vaultToken() {
    return find("VAULT_TOKEN");
  }

  @Override
  public Optional<String> vaultTokenFile() {
    return find("VAULT_TOKEN_FILE");
  }

  @Override
  public String vaultTransitMount() {
    return find("VAULT_TRANSIT_MOUNT").orElse("transit");
  }

  @Override
  public String vaultTransitKey() {
    return find("VAULT_TRANSIT_KEY").orElse("frost");
  }

  Optional<String> masterKey() {
    return find("FROST_MASTER_KEY");
  }

  private Optional<String> find(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  /// Only the names: the values are secrets.
  @Override
  public String toString() {
    return "CustodyEnvironment" + environment.keySet();
  }
}
