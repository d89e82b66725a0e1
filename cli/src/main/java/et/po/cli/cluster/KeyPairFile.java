package et.po.cli.cluster;

import et.po.cli.CommandException;
import et.po.cli.OwnerFile;
import et.po.cli.Trouble;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/// A private key's file, which only its owner reads, and beside it that of its certificate.
record KeyPairFile(Path directory, String name) {
  private static final int LINE = 64;

  Path key() {
    return directory.resolve(name + ".key");
  }

  Path certificate() {
    return directory.resolve(name + ".crt");
  }

  void write(byte[] privateKey, String label, byte[] shown) {
    try {
      OwnerFile.replace(key(), pem("PRIVATE KEY", privateKey).getBytes(StandardCharsets.US_ASCII));
      Files.writeString(certificate(), pem(label, shown));
    } catch (IOException e) {
      throw CommandException.unable(Trouble.sentence(e), e);
    }
  }

  private static String pem(String label, byte[] content) {
    String text =
        Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII))
            .encodeToString(content);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, text, label);
  }
}
