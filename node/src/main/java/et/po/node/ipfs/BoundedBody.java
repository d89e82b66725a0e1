package et.po.node.ipfs;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/// The whole of an answer; empty for one that is larger than what was asked for may be, which is
/// not read to its end and is no failure of whoever answers.
final class BoundedBody implements BodySubscriber<Optional<byte[]>> {
  private final int largest;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CompletableFuture<Optional<byte[]>> body = new CompletableFuture<>();
  private @Nullable Subscription subscription;

  private BoundedBody(int largest) {
    this.largest = largest;
  }

  static BodyHandler<Optional<byte[]>> upTo(int largest) {
    return _ -> new BoundedBody(largest);
  }

  @Override
  public CompletionStage<Optional<byte[]>> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    this.subscription = subscription;
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> some) {
    if (body.isDone()) {
      return;
    }
    for (ByteBuffer buffer : some) {
      if (bytes.size() + buffer.remaining() > largest) {
        hangUp();
        return;
      }
      byte[] part = new byte[buffer.remaining()];
      buffer.get(part);
      bytes.writeBytes(part);
    }
  }

  private void hangUp() {
    body.complete(Optional.empty());
    if (subscription != null) {
      subscription.cancel();
    }
  }

  @Override
  public void onError(Throwable failure) {
    body.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    body.complete(Optional.of(bytes.toByteArray()));
  }
}
