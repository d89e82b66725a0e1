package et.po.cli.node;

import et.po.cli.CommandException;
import et.po.cli.LocalRun;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Which node is asked.
public final class NodeOption {
  private static final String USUAL = "http://localhost:18080";

  @Option(
      names = "--node",
      paramLabel = "URL",
      description =
          "The node to ask; without it POET_NODE, else the one that poet run started, else "
              + USUAL
              + ".")
  private Optional<String> url = Optional.empty();

  public NodeClient client() {
    Map<String, String> environment = System.getenv();
    String address =
        url.or(() -> Optional.ofNullable(environment.get("POET_NODE")))
            .or(() -> new LocalRun(LocalRun.usualDirectory(environment)).endpoint("node"))
            .orElse(USUAL);
    return new NodeClient(parse(address));
  }

  private static URI parse(String address) {
    try {
      URI uri = URI.create(address.replaceAll("/+$", ""));
      if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && uri.getHost() != null) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      throw CommandException.misuse("A node's address is a URL, not " + address + ".");
    }
    throw CommandException.misuse(
        "A node's address begins with http:// or https://, unlike " + address + ".");
  }
}
