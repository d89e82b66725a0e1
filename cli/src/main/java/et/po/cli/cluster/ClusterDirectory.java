package et.po.cli.cluster;

import et.po.cli.CommandException;
import et.po.cli.NewDirectory;
import et.po.cli.Trouble;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/// Where everything of a cluster is.
///
/// ```
/// kubeconfig       what kubectl and helm are told; of the cluster's administrator
/// credentials/     keys, certificates, and what each program is told
/// control-plane/   etcd's data
/// nodes/NAME/      a node's files
/// images/          what nodes take in
/// servers/NAME/    a server's data, and what it says
/// secrets.json     passwords of servers
/// network/         which namespace is which
/// logs/            a file a program
/// ```
public record ClusterDirectory(Path path) {
  private static final int NAME_BYTES = 4;

  public ClusterDirectory {
    path = path.toAbsolutePath().normalize();
  }

  /// Where it is unless told otherwise.
  static Path usual(Map<String, String> environment) {
    String configured = environment.getOrDefault("XDG_DATA_HOME", "");
    Path base =
        configured.isBlank()
            ? Path.of(System.getProperty("user.home"), ".local", "share")
            : Path.of(configured);
    return base.resolve("poet-cluster");
  }

  /// For its owner alone, for there are keys in it.
  void make() {
    try {
      NewDirectory.make(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      throw CommandException.unable(Trouble.sentence(e), e);
    }
  }

  public Path kubeconfig() {
    return path.resolve("kubeconfig");
  }

  Path credentials() {
    return path.resolve("credentials");
  }

  Path controlPlane() {
    return path.resolve("control-plane");
  }

  Path node(String name) {
    return path.resolve("nodes").resolve(name);
  }

  Path images() {
    return path.resolve("images");
  }

  Path servers() {
    return path.resolve("servers");
  }

  public Path secrets() {
    return path.resolve("secrets.json");
  }

  Path logs() {
    return path.resolve("logs");
  }

  /// A name that no other directory's cluster has, for what the kernel knows no namespace for.
  String uniqueName() {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(path.toString().getBytes(StandardCharsets.UTF_8));
      return "poet-" + HexFormat.of().formatHex(hash, 0, NAME_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /// Writes a file of it, making the directory where there is none.
  static Path write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw CommandException.unable(Trouble.sentence(e), e);
    }
  }

  /// What a file of it says.
  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw CommandException.unable(Trouble.sentence(e), e);
    }
  }

  static Path make(Path directory) {
    try {
      return Files.createDirectories(directory);
    } catch (IOException e) {
      throw CommandException.unable(Trouble.sentence(e), e);
    }
  }
}
