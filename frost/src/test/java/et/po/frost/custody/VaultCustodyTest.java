package et.po.frost.custody;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import et.po.frost.faults.Fault;
import et.po.frost.faults.FaultException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The contract of custodians, with a real Vault.
@Tag("real")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class VaultCustodyTest extends KeyCustodyContract {
  private @Nullable RealVault vault;

  @BeforeAll
  void start() throws Exception {
    vault = RealVault.start();
  }

  @AfterAll
  void stop() throws Exception {
    if (vault != null) {
      vault.close();
    }
  }

  private RealVault vault() {
    return java.util.Objects.requireNonNull(vault);
  }

  @Override
  KeyCustody custody() {
    return new VaultCustody(vault().settings());
  }

  @Override
  KeyCustody withNewerKey() {
    vault().rotate();
    return custody();
  }

  @Test
  void policy_allowsNothingElse() {
    for (String path :
        new String[] {
          "transit/keys/frost", "transit/export/encryption-key/frost", "transit/keys", "sys/mounts"
        }) {
      assertEquals(403, vault().statusFor("GET", path), path);
    }
    assertEquals(403, vault().statusFor("POST", "transit/keys/frost/rotate"));
    assertEquals(403, vault().statusFor("POST", "transit/encrypt/other"));
  }

  @Test
  void tokenFile_isReadAtEachUse(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("token");
    KeyCustody custody =
        new VaultCustody(
            new VaultSettings(vault().url(), VaultToken.inFile(file), "transit", "frost"));
    DataKey key = DataKey.generate(RANDOM);
    UUID account = UUID.randomUUID();

    assertAway(() -> custody.wrap(account, key));
    Files.writeString(file, "wrong\n");
    assertAway(() -> custody.wrap(account, key));
    Files.writeString(file, vault().token() + "\n");
    custody.unwrap(account, custody.wrap(account, key));
  }

  @Test
  void vaultThatIsNotThere_isAway() {
    KeyCustody custody =
        new VaultCustody(
            new VaultSettings(
                URI.create("http://127.0.0.1:1"), VaultToken.of("x"), "transit", "frost"));

    assertAway(custody::currentPrefix);
  }

  private static void assertAway(org.junit.jupiter.api.function.Executable question) {
    FaultException failure = assertThrows(FaultException.class, question);
    assertEquals(Fault.CUSTODY_AWAY, failure.fault());
  }
}
