package et.po.frost;

import java.util.List;
import java.util.Optional;

/// Who wraps the accounts' data keys, besides `FROST_MASTER_KEY`.
interface CustodySettings {
  /// `FROST_OLD_MASTER_KEYS`: master keys that only unwrap. Give a new key here to every process
  /// before one of them wraps with it, and the old one here until `rotate-keys` left nothing to it.
  Optional<List<String>> oldMasterKeys();

  /// `VAULT_URL`: a Vault whose Transit engine wraps instead of the master key.
  Optional<String> vaultUrl();

  /// `VAULT_TOKEN`: what Vault knows Frost by.
  Optional<String> vaultToken();

  /// `VAULT_TOKEN_FILE`: a file with the token, read at each use, so that an agent may renew it.
  Optional<String> vaultTokenFile();

  /// `VAULT_TRANSIT_MOUNT`: where the Transit engine is.
  String vaultTransitMount();

  /// `VAULT_TRANSIT_KEY`: the key's name there. Under another name nothing unwraps.
  String vaultTransitKey();
}
