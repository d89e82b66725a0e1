package et.po.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file that a command was given; `-` is what comes on stdin.
public record InputFile(String name, Console console) {
  /// How many bytes claims, keys and proofs may have.
  public static final int LIMIT = 16 * 1024 * 1024;

  /// All its bytes.
  ///
  /// @throws IOException if it cannot be read; [Trouble] has the sentence
  public byte[] read() throws IOException {
    try (InputStream content = open()) {
      byte[] bytes = content.readNBytes(LIMIT + 1);
      if (bytes.length > LIMIT) {
        throw new IOException(name + " has more than " + LIMIT + " bytes");
      }
      return bytes;
    }
  }

  /// All its bytes, or the end of the command with a sentence.
  public byte[] require() {
    try {
      return read();
    } catch (IOException e) {
      throw CommandException.unable(Trouble.sentence(e), e);
    }
  }

  private InputStream open() throws IOException {
    if (name.equals("-")) {
      // Not ours to close.
      return new ByteArrayInputStream(console.in().readNBytes(LIMIT + 1));
    }
    Path path = Path.of(name);
    if (Files.isDirectory(path)) {
      throw new IOException(name + " is a directory");
    }
    return Files.newInputStream(path);
  }
}
