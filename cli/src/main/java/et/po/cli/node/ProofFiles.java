package et.po.cli.node;

import et.po.cli.CommandException;
import et.po.cli.NewDirectory;
import et.po.cli.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The files of one proof, named by its work and written together. One that is there with another
/// content is somebody's, and stays unless told otherwise.
final class ProofFiles {
  private final Path directory;
  private final String id;
  private final boolean force;
  private final Map<String, byte[]> contents = new LinkedHashMap<>();

  ProofFiles(Path directory, String id, boolean force) {
    this.directory = directory;
    this.id = id;
    this.force = force;
  }

  /// @param suffix of the file's name, behind the work's id
  void put(String suffix, byte[] content) {
    contents.put(id + suffix, content);
  }

  /// The files' paths; nothing is written if one of them must stay.
  List<Path> write() {
    try {
      NewDirectory.make(directory);
      for (Map.Entry<String, byte[]> file : contents.entrySet()) {
        refuseOther(directory.resolve(file.getKey()), file.getValue());
      }
      List<Path> written = new ArrayList<>();
      for (Map.Entry<String, byte[]> file : contents.entrySet()) {
        written.add(Files.write(directory.resolve(file.getKey()), file.getValue()));
      }
      return written;
    } catch (IOException e) {
      throw CommandException.unable(Trouble.sentence(e), e);
    }
  }

  private void refuseOther(Path file, byte[] content) throws IOException {
    if (!force && Files.exists(file) && !Arrays.equals(Files.readAllBytes(file), content)) {
      throw CommandException.unable(
          file + " exists already with another content; --force replaces it.");
    }
  }
}
