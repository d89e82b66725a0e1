package et.po.cli.run;

import et.po.cli.OwnerFile;
import et.po.postgresql.Directory;
import et.po.postgresql.Place;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import et.po.protocol.json.MalformedJsonException;
import et.po.servers.Server;
import et.po.servers.ServerException;
import et.po.servers.Vault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/// The Vault of a local run. The launcher initialises and unseals it and keeps its keys beside it,
/// which is right on nobody's machine but one's own.
public final class LocalVault {
  private static final String UNSEAL_KEY = "unsealKey";
  private static final String ROOT_TOKEN = "rootToken";

  private final Path directory;
  private final int port;
  private final Supplier<Place> place;
  private final Path policy;

  /// @param place where it listens
  /// @param policy what Frost may do there, as operators are told to write it
  public LocalVault(Path directory, int port, Supplier<Place> place, Path policy) {
    this.directory = directory;
    this.port = port;
    this.place = place;
    this.policy = policy;
  }

  /// Whether the run has one: always, once it had one, for then Frost's keys are wrapped by it.
  boolean isThere() {
    return Vault.isFetched() || Files.exists(keysFile());
  }

  /// What Frost is told to read its token from.
  public Path tokenFile() {
    return directory.resolve("frost-token");
  }

  private Path keysFile() {
    return directory.resolve("keys.json");
  }

  /// Returns when it is unsealed and Frost can use it.
  public Server start() throws IOException {
    if (!Files.exists(keysFile())) {
      // Without its keys nothing was ever wrapped by it: the start that made it was cut short.
      Directory.delete(directory);
      Files.createDirectories(directory);
    }
    Vault vault = Vault.start(directory, port, place.get());
    try {
      if (!vault.isInitialised()) {
        keep(vault.initialise());
      }
      JsonObject keys = keys();
      vault.unseal(keys.findString(UNSEAL_KEY).orElseThrow());
      if (!Files.exists(tokenFile())) {
        String root = keys.findString(ROOT_TOKEN).orElseThrow();
        OwnerFile.replace(tokenFile(), bytes(vault.admit(root, "frost", Files.readString(policy))));
      }
      return vault;
    } catch (ServerException | IOException e) {
      vault.close();
      throw e;
    }
  }

  private void keep(Vault.Keys keys) throws IOException {
    JsonObject both =
        JsonObject.EMPTY
            .with(UNSEAL_KEY, new JsonString(keys.unsealKey()))
            .with(ROOT_TOKEN, new JsonString(keys.rootToken()));
    OwnerFile.replace(keysFile(), bytes(both.text()));
  }

  private JsonObject keys() throws IOException {
    try {
      return (JsonObject) Json.parse(Files.readAllBytes(keysFile()));
    } catch (MalformedJsonException | ClassCastException e) {
      throw new ServerException(keysFile() + " is damaged", e);
    }
  }

  private static byte[] bytes(String text) {
    return (text + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
