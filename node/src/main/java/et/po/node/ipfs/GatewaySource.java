package et.po.node.ipfs;

import et.po.protocol.ipfs.Block;
import et.po.protocol.ipfs.Cid;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Blocks from other people's trustless gateways (IPFS specification "Trustless Gateway"). Nothing
/// they say is believed: the bytes must hash to the CID that was asked for.
public final class GatewaySource implements BlockSource {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final List<Gateway> gateways;

  /// @param gateways addresses that `/ipfs/{cid}` is appended to, asked in this order
  public GatewaySource(List<URI> gateways) {
    this(gateways, TIMEOUT, Clock.systemUTC());
  }

  /// As below, by the system's clock.
  GatewaySource(List<URI> gateways, Duration timeout) {
    this(gateways, timeout, Clock.systemUTC());
  }

  /// @param timeout how long a gateway may take for one block, from the question to the last byte
  GatewaySource(List<URI> gateways, Duration timeout, Clock clock) {
    HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            // Less than an answer may take: who takes no connection is away, and looks for nothing.
            .connectTimeout(timeout.dividedBy(2))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    this.gateways =
        gateways.stream().map(address -> new Gateway(address, http, timeout, clock)).toList();
  }

  /// The block from the first gateway that has it; empty when none answers with the right bytes.
  /// Where one was not asked, that is said only when no other has it.
  @Override
  public Optional<Block> fetch(Cid cid) {
    Optional<NotAskedException> notAsked = Optional.empty();
    for (Gateway gateway : gateways) {
      try {
        Optional<Block> block = gateway.fetch(cid);
        if (block.isPresent()) {
          return block;
        }
      } catch (NotAskedException e) {
        notAsked = Optional.of(e);
      }
    }
    if (notAsked.isPresent()) {
      throw notAsked.get();
    }
    return Optional.empty();
  }
}
