package et.po.cli.cluster;

import et.po.cli.CommandException;
import et.po.cli.Progress;
import et.po.cli.Trouble;
import et.po.images.ImageArchive;
import et.po.images.ImageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// What is installed on a cluster: QA's node on regtest and QA's Frost, with the values of QA and,
/// over them, of a cluster on one machine.
///
/// @param checkout whose charts and values they are
public record Releases(Path checkout, ClusterDirectory directory, Progress progress) {
  public static final String NODE = "node-regtest";
  public static final String FROST = "frost-api";

  /// Installs both, or makes them so; returns when their pods are ready.
  ///
  /// @param more values over those of the files, such as `secretsRevision=2`
  public void install(String... more) {
    int zones =
        new Kubectl(directory.kubeconfig()).find("get", "nodes", "-o", "name").split("\n").length;
    List<String> set = Stream.concat(Stream.of("zones=" + zones), Stream.of(more)).toList();
    install(NODE, "poet-node", "node.tar", set);
    install(FROST, "poet-frost-api", "frost.tar", set);
  }

  private void install(String release, String chart, String archive, List<String> set) {
    progress.waiting("  " + release + " is being installed");
    Instant begun = Instant.now();
    Path environments = checkout.resolve("deploy/environments");
    new Helm(directory.kubeconfig())
        .install(
            release,
            checkout.resolve("deploy/charts").resolve(chart),
            List.of(
                environments.resolve("_defaults.yaml"),
                environments.resolve("_" + chart + ".yaml"),
                environments.resolve("qa").resolve(release + ".yaml"),
                environments.resolve("cluster").resolve(release + ".yaml")),
            Stream.concat(set.stream(), Stream.of("image.digest=" + digest(archive))).toList());
    progress.step(Cluster.step(release, begun));
  }

  private String digest(String archive) {
    Path file = directory.images().resolve(archive);
    if (!Files.exists(file)) {
      throw CommandException.unable(
          "The nodes have no image of "
              + archive
              + ": make it with ./poet image build, and the cluster again.");
    }
    try {
      return ImageArchive.read(file).digest();
    } catch (ImageException e) {
      throw CommandException.unable(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw CommandException.unable(Trouble.sentence(e), e);
    }
  }
}
