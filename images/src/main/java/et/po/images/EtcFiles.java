package et.po.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The few files that the C library looks into.
final class EtcFiles {
  private EtcFiles() {}

  static void write(Path etc) throws IOException {
    Files.createDirectories(etc);
    Files.writeString(
        etc.resolve("passwd"),
        """
        root:x:0:0:root:/:/none
        poet:x:65532:65532:Po.et:/tmp:/none
        """);
    Files.writeString(etc.resolve("group"), "root:x:0:\npoet:x:65532:\n");
    Files.writeString(etc.resolve("nsswitch.conf"), "hosts: files dns\n");
    StagedFiles.age(etc);
  }
}
