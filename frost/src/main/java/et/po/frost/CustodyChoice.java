package et.po.frost;

import et.po.frost.custody.Custodians;
import et.po.frost.custody.KeyCustody;
import et.po.frost.custody.MasterKey;
import et.po.frost.custody.MasterKeyCustody;
import et.po.frost.custody.VaultCustody;
import et.po.frost.custody.VaultSettings;
import et.po.frost.custody.VaultToken;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Chooses who wraps the accounts' data keys. All others that the settings name still unwrap.
record CustodyChoice(Profile profile, EmbeddedSecrets embedded, SecureRandom random) {
  private static final String MASTER_KEY = "FROST_MASTER_KEY";
  private static final String OLD_MASTER_KEYS = "FROST_OLD_MASTER_KEYS";

  KeyCustody of(Optional<String> masterKey, CustodySettings settings)
      throws StartRefusedException, SQLException {
    List<KeyCustody> custodians = new ArrayList<>();
    vault(settings).ifPresent(vault -> custodians.add(new VaultCustody(vault)));
    Optional<MasterKey> current = current(masterKey, !custodians.isEmpty());
    current.ifPresent(key -> custodians.add(new MasterKeyCustody(key, random)));
    for (String old : settings.oldMasterKeys().orElse(List.of())) {
      custodians.add(new MasterKeyCustody(parse(OLD_MASTER_KEYS, old.strip()), random));
    }
    if (profile == Profile.EMBEDDED && (masterKey.isPresent() || settings.vaultUrl().isPresent())) {
      // Of a time when there was no other.
      Optional<String> drawn = embedded.find(MASTER_KEY);
      if (drawn.isPresent()) {
        custodians.add(new MasterKeyCustody(parse(MASTER_KEY, drawn.get()), random));
      }
    }
    return new Custodians(custodians.getFirst(), custodians.subList(1, custodians.size()));
  }

  private Optional<MasterKey> current(Optional<String> given, boolean another)
      throws StartRefusedException, SQLException {
    if (given.isPresent()) {
      return Optional.of(strong(parse(MASTER_KEY, given.get())));
    }
    if (another) {
      return Optional.empty();
    }
    if (profile == Profile.EMBEDDED) {
      return Optional.of(parse(MASTER_KEY, embedded.present(MASTER_KEY)));
    }
    throw new StartRefusedException(
        "FROST_MASTER_KEY is missing: set it to 64 hex digits drawn at random, and keep a copy where"
            + " the database is not; or set VAULT_URL.");
  }

  private static Optional<VaultSettings> vault(CustodySettings settings)
      throws StartRefusedException {
    if (settings.vaultUrl().isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new VaultSettings(
              URI.create(settings.vaultUrl().get()),
              token(settings),
              settings.vaultTransitMount(),
              settings.vaultTransitKey()));
    } catch (IllegalArgumentException e) {
      throw new StartRefusedException(
          "VAULT_URL, VAULT_TRANSIT_MOUNT or VAULT_TRANSIT_KEY is wrong: " + e.getMessage() + ".");
    }
  }

  private static VaultToken token(CustodySettings settings) throws StartRefusedException {
    if (settings.vaultToken().isPresent() == settings.vaultTokenFile().isPresent()) {
      throw new StartRefusedException(
          "VAULT_URL needs one of VAULT_TOKEN and VAULT_TOKEN_FILE, and not both.");
    }
    return settings
        .vaultTokenFile()
        .map(file -> VaultToken.inFile(Path.of(file)))
        .or(() -> settings.vaultToken().map(VaultToken::of))
        .orElseThrow();
  }

  private MasterKey strong(MasterKey key) throws StartRefusedException {
    if (profile != Profile.EMBEDDED && key.isWeak()) {
      throw new StartRefusedException(
          "FROST_MASTER_KEY repeats itself and could be guessed: set it to 64 hex digits drawn at"
              + " random.");
    }
    return key;
  }

  private static MasterKey parse(String name, String text) throws StartRefusedException {
    Optional<MasterKey> key = MasterKey.parse(text);
    if (key.isEmpty()) {
      throw new StartRefusedException(
          name.equals(MASTER_KEY)
              ? "FROST_MASTER_KEY must be 64 hex digits."
              : name + " must be keys of 64 hex digits, separated by commas.");
    }
    return key.get();
  }
}
