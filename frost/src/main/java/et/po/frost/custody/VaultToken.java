package et.po.frost.custody;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What Vault knows Frost by.
@FunctionalInterface
public interface VaultToken {
  /// The token to send now.
  ///
  /// @throws IOException if it cannot be read
  String current() throws IOException;

  /// One that stays as it is.
  static VaultToken of(String token) {
    return () -> token;
  }

  /// Whatever the file has at the moment, so that an agent may renew it.
  static VaultToken inFile(Path file) {
    return () -> {
      String token = Files.readString(file, UTF_8).strip();
      if (token.isEmpty()) {
        throw new IOException(file + " is empty");
      }
      return token;
    };
  }
}
