package et.po.cli.claim;

import et.po.cli.Console;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Where a claim is put: a new file, or stdout.
final class ClaimOutput {
  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The file to make; stdout without it. A file that is there stays as it is.")
  private Optional<Path> out = Optional.empty();

  void write(byte[] claim, Console console) {
    if (out.isPresent()) {
      NewFile.write(out.get(), claim);
    } else {
      console.answerExactly(claim);
    }
  }
}
