package et.po.node.ipfs;

import et.po.protocol.ipfs.Block;
import et.po.protocol.ipfs.Cid;
import et.po.protocol.ipfs.VerifiedBlocks;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/// One gateway. After it took no connection, or failed to answer in time, it is left alone for a
/// while: a thousand blocks that it does not have cost one wait, not a thousand.
final class Gateway {
  private static final Logger LOG = Logger.getLogger(Gateway.class);
  private static final Duration REST = Duration.ofSeconds(30);

  private final URI address;
  private final HttpClient http;
  private final Duration timeout;
  private final Rest away;
  private final Search search;

  Gateway(URI address, HttpClient http, Duration timeout, Clock clock) {
    this.address = address;
    this.http = http;
    this.timeout = timeout;
    this.away = new Rest(REST, clock);
    this.search = new Search("the gateway " + address.getHost(), clock);
  }

  /// Empty for whatever is not the block, and when it is away: then it has nothing.
  ///
  /// @throws NotAskedException when it is left alone for having been silent
  Optional<Block> fetch(Cid cid) {
    if (away.reason().isPresent() || !search.mayAsk(cid)) {
      return Optional.empty();
    }
    Optional<Block> block = ask(cid);
    if (block.isEmpty()) {
      search.foundNothing(cid);
    }
    return block;
  }

  private Optional<Block> ask(Cid cid) {
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(
            request(cid),
            BodyHandlers.limiting(BodyHandlers.ofByteArray(), VerifiedBlocks.MAX_BLOCK_SIZE));
    try {
      // The request's own timeout ends with the headers; a body may drip for ever.
      HttpResponse<byte[]> response = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      return Optional.of(new Block(cid, response.body()))
          .filter(block -> response.statusCode() == 200 && block.isIntact());
    } catch (TimeoutException e) {
      silent();
    } catch (ExecutionException e) {
      failed(cid, e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      answer.cancel(true);
    }
    return Optional.empty();
  }

  private HttpRequest request(Cid cid) {
    String base = address.toString().replaceAll("/+$", "");
    return HttpRequest.newBuilder(URI.create(base + "/ipfs/" + cid + "?format=raw"))
        .timeout(timeout)
        .header("Accept", "application/vnd.ipld.raw")
        .build();
  }

  private void failed(Cid cid, Throwable failure) {
    if (failure instanceof java.net.ConnectException
        || failure instanceof java.net.http.HttpConnectTimeoutException) {
      LOG.debugf("%s is left alone for %s: %s", address.getHost(), REST, failure);
      away.begin(failure.toString());
    } else if (failure instanceof java.net.http.HttpTimeoutException) {
      silent();
    } else if (failure instanceof IOException) {
      LOG.debugf("%s did not give %s: %s", address.getHost(), cid, failure.getMessage());
    } else {
      throw new IllegalStateException("the gateway was not asked for " + cid, failure);
    }
  }

  private void silent() {
    LOG.debugf("%s is left alone: nothing in %s", address.getHost(), timeout);
    search.rest("it found nothing in " + timeout);
  }
}
