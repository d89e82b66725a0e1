package et.po.node.ipfs;

import et.po.protocol.ipfs.Block;
import et.po.protocol.ipfs.Cid;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Blocks from other people's trustless gateways (IPFS specification "Trustless Gateway"). Nothing
/// they say is believed: the bytes must hash to the CID that was asked for.
public final class GatewaySource {
  private static final Logger LOG = Logger.getLogger(GatewaySource.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /// No block on IPFS may be larger.
  private static final int LARGEST_BLOCK = 2 * 1024 * 1024;

  private final List<URI> gateways;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(TIMEOUT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /// @param gateways addresses that `/ipfs/{cid}` is appended to, asked in this order
  public GatewaySource(List<URI> gateways) {
    this.gateways = List.copyOf(gateways);
  }

  /// The block from the first gateway that has it; empty when none answers with the right bytes.
  public Optional<Block> fetch(Cid cid) {
    for (URI gateway : gateways) {
      Optional<Block> block = fetch(gateway, cid);
      if (block.isPresent()) {
        return block;
      }
    }
    return Optional.empty();
  }

  private Optional<Block> fetch(URI gateway, Cid cid) {
    URI address =
        URI.create(gateway.toString().replaceAll("/+$", "") + "/ipfs/" + cid + "?format=raw");
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(TIMEOUT)
            .header("Accept", "application/vnd.ipld.raw")
            .build();
    try {
      HttpResponse<InputStream> answer =
          http.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = answer.body()) {
        byte[] data = body.readNBytes(LARGEST_BLOCK + 1);
        Block block = new Block(cid, data);
        return answer.statusCode() == 200 && data.length <= LARGEST_BLOCK && block.isIntact()
            ? Optional.of(block)
            : Optional.empty();
      }
    } catch (IOException e) {
      LOG.debugf("%s did not give %s: %s", gateway.getHost(), cid, e.getMessage());
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
