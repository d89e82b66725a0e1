package et.po.images;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// Which of Debian's packages files of the system belong to.
final class SystemPackages {
  private SystemPackages() {}

  record Installed(String name, String version) {}

  /// None on a system that does not say.
  static List<Installed> of(List<Path> files) throws IOException {
    SortedSet<String> names = new TreeSet<>();
    for (Path file : files) {
      // What was moved below /usr is listed there by newer releases, and here by older ones.
      for (Path each : List.of(file, file.toRealPath())) {
        String said = say("dpkg-query", "--search", each.toString());
        if (said.contains(": ")) {
          names.add(said.substring(0, said.indexOf(": ")).split(":")[0]);
        }
      }
    }
    List<Installed> installed = new ArrayList<>();
    for (String name : names) {
      installed.add(
          new Installed(name, say("dpkg-query", "--show", "-f=${Version}", name).strip()));
    }
    return installed;
  }

  private static String say(String... command) throws IOException {
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? said.lines().findFirst().orElse("") : "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (IOException e) {
      // Another family of systems.
      return "";
    }
  }
}
