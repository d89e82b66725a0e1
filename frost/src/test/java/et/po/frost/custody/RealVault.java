package et.po.frost.custody;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import et.po.postgresql.Directory;
import et.po.servers.Vault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// A real Vault on Raft storage, with Transit and Frost's own policy, as the operations page has
/// it.
public final class RealVault implements AutoCloseable {
  private final Path directory;
  private final int port = freePorts();
  private final Vault.Keys keys;
  private final String token;
  private Vault vault;

  private RealVault() throws IOException {
    this.directory = Files.createTempDirectory("poet-test-vault");
    this.vault = Vault.start(directory, port);
    this.keys = vault.initialise();
    vault.unseal(keys.unsealKey());
    this.token =
        vault.admit(
            keys.rootToken(),
            "frost",
            Files.readString(Path.of("../docs/operations/vault-policy.hcl")));
  }

  /// Skips the test, and says why, where the program was not fetched.
  public static RealVault start() throws IOException {
    assumeTrue(
        Vault.isFetched(),
        "Vault is not in the cache: ./poet tools vault builds it in 10 to 15 minutes");
    return new RealVault();
  }

  /// One that is free, as is the one above.
  private static int freePorts() {
    while (true) {
      try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
          ServerSocket next =
              new ServerSocket(one.getLocalPort() + 1, 1, InetAddress.getLoopbackAddress())) {
        return next.getLocalPort() - 1;
      } catch (IOException | IllegalArgumentException e) {
        // The one above is taken, or there is none.
        continue;
      }
    }
  }

  /// Where it listens, also after a restart.
  public URI url() {
    return vault.url();
  }

  /// Frost's token, which can do no more than the policy says.
  public String token() {
    return token;
  }

  /// What Frost is told of this Vault, by the names of its variables.
  public Map<String, String> environment() {
    return Map.of("VAULT_URL", url().toString(), "VAULT_TOKEN", token);
  }

  VaultSettings settings() {
    return new VaultSettings(url(), VaultToken.of(token), "transit", "frost");
  }

  /// A new version of the key.
  public void rotate() {
    vault.call("POST", "transit/keys/frost/rotate", keys.rootToken(), Map.of());
  }

  public void seal() {
    vault.seal(keys.rootToken());
  }

  public void unseal() {
    vault.unseal(keys.unsealKey());
  }

  /// As by a crash.
  public void kill() {
    vault.kill();
  }

  /// It comes back sealed.
  public void restart() {
    vault = Vault.start(directory, port);
  }

  /// The status that whoever holds Frost's token is answered.
  public int statusFor(String method, String path) {
    return vault.status(method, path, token);
  }

  @Override
  public void close() throws IOException {
    kill();
    Directory.delete(directory);
  }
}
