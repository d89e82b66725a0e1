package et.po.cli.drill;

import et.po.protocol.claim.SignedClaim;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// The node's API, which may be away at any moment: of several processes each is asked in its turn.
final class Node {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int TAKEN = 202;
  private static final int FOUND = 200;

  private final List<URI> addresses;
  private final AtomicInteger turn = new AtomicInteger();
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  Node(List<URI> addresses) {
    this.addresses = List.copyOf(addresses);
  }

  /// Whether it answered that it took the claim.
  boolean take(SignedClaim claim) throws InterruptedException {
    HttpRequest request =
        request("/works")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(claim.file()))
            .build();
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode() == TAKEN;
    } catch (IOException e) {
      return false;
    }
  }

  /// A work's receipt; empty while there is none, or nobody answers.
  Optional<byte[]> receipt(String id) throws InterruptedException {
    try {
      HttpResponse<byte[]> answer =
          http.send(request("/works/" + id + "/receipt").build(), BodyHandlers.ofByteArray());
      return Optional.of(answer).filter(it -> it.statusCode() == FOUND).map(HttpResponse::body);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private HttpRequest.Builder request(String path) {
    URI address = addresses.get(Math.floorMod(turn.getAndIncrement(), addresses.size()));
    return HttpRequest.newBuilder(URI.create(address + path)).timeout(PATIENCE);
  }
}
