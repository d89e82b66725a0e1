package et.po.frost.works;

import et.po.frost.tokens.Network;
import et.po.protocol.claim.ClaimId;
import java.net.URI;

/// Where each network's node shows to anybody how far a work has come, and what proves it.
///
/// @param live the address under which callers reach the node that live works go to
/// @param test the same of the other node
public record WorkLinks(URI live, URI test) {
  public WorkLinks {
    live = bare(live);
    test = bare(test);
  }

  /// The value of the header `Link` (RFC 8288).
  String of(Network network, ClaimId id) {
    URI base =
        switch (network) {
          case LIVE -> live;
          case TEST -> test;
        };
    String work = base + "/works/" + id.hex();
    return String.join(
        ", ",
        link(work, "status", "application/json"),
        link(work + "/claim", "claim", "application/json"),
        link(work + "/receipt", "proof", "application/json"),
        link(work + "/proof.ots", "proof", "application/octet-stream"));
  }

  private static String link(String target, String relation, String type) {
    return "<%s>; rel=\"%s\"; type=\"%s\"".formatted(target, relation, type);
  }

  /// Without what is nobody's business, such as a password.
  private static URI bare(URI address) {
    if (address.getScheme() == null || address.getHost() == null) {
      throw new IllegalArgumentException("not the address of a node: " + address.getPath());
    }
    String port = address.getPort() < 0 ? "" : ":" + address.getPort();
    String path = address.getRawPath().replaceAll("/++$", "");
    return URI.create(address.getScheme() + "://" + address.getHost() + port + path);
  }
}
