package et.po.node.ipfs;

import et.po.protocol.ipfs.Block;
import et.po.protocol.ipfs.Cid;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/// Blocks from other people's trustless gateways (IPFS specification "Trustless Gateway"). Nothing
/// they say is believed: the bytes must hash to the CID that was asked for.
public final class GatewaySource {
  private static final Logger LOG = Logger.getLogger(GatewaySource.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /// No block on IPFS may be larger.
  private static final int LARGEST_BLOCK = 2 * 1024 * 1024;

  private final List<URI> gateways;
  private final Duration patience;
  private final HttpClient http;

  /// @param gateways addresses that `/ipfs/{cid}` is appended to, asked in this order
  public GatewaySource(List<URI> gateways) {
    this(gateways, PATIENCE);
  }

  /// @param patience with one gateway's whole answer
  GatewaySource(List<URI> gateways, Duration patience) {
    this.gateways = List.copyOf(gateways);
    this.patience = patience;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(patience)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
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
            .timeout(patience)
            .header("Accept", "application/vnd.ipld.raw")
            .build();
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_BLOCK));
    try {
      // The request's own timeout ends with the head of the answer.
      HttpResponse<byte[]> response = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      Block block = new Block(cid, response.body());
      return response.statusCode() == 200 && block.isIntact()
          ? Optional.of(block)
          : Optional.empty();
    } catch (ExecutionException | TimeoutException e) {
      LOG.debugf("%s did not give %s: %s", gateway.getHost(), cid, e);
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      answer.cancel(true);
    }
  }
}
