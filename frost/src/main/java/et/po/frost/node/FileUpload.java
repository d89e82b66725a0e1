package et.po.frost.node;

import et.po.frost.faults.FaultException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Sends a file to a node while it comes.
///
/// Over a connection of its own, because a file that is on its way cannot be sent again: one that
/// rested could turn out to be broken.
///
/// @param like the client whose settings the connection has
/// @param patience how long the node may take nothing, or not answer once it has all
record FileUpload(HttpClient like, Duration patience) {
  private static final Duration GLANCE = Duration.ofMillis(500);

  /// @throws FaultException what the file's stream threw
  /// @throws IOException if there was no answer; the node has kept nothing then
  HttpResponse<byte[]> send(
      HttpRequest.Builder request, Multipart form, InputStream file, BodyHandler<byte[]> answer)
      throws IOException, InterruptedException {
    AskedStream body =
        new AskedStream(
            new SequenceInputStream(
                Collections.enumeration(
                    List.of(
                        new ByteArrayInputStream(form.head()),
                        file,
                        new ByteArrayInputStream(form.tail())))));
    HttpRequest whole =
        request
            .header("Content-Type", form.contentType())
            .POST(BodyPublishers.ofInputStream(() -> body))
            .build();
    HttpClient connection = newConnection();
    try {
      return await(connection.sendAsync(whole, answer), body);
    } catch (IOException e) {
      throwFaultOf(e);
      throw e;
    } finally {
      connection.shutdownNow();
    }
  }

  /// A node that does nothing is not waited for as long as the file may take to come.
  private HttpResponse<byte[]> await(
      CompletableFuture<HttpResponse<byte[]>> answer, AskedStream body)
      throws IOException, InterruptedException {
    try {
      while (body.unasked().compareTo(patience) < 0) {
        try {
          return answer.get(GLANCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          // Not yet: the next look at the body says whether to go on.
          continue;
        }
      }
      throw new HttpTimeoutException("it took nothing more and did not answer in " + patience);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } finally {
      answer.cancel(true);
    }
  }

  private HttpClient newConnection() {
    HttpClient.Builder builder =
        HttpClient.newBuilder().version(like.version()).sslContext(like.sslContext());
    like.connectTimeout().ifPresent(builder::connectTimeout);
    like.executor().ifPresent(builder::executor);
    return builder.build();
  }

  private static void throwFaultOf(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof FaultException fault) {
        throw fault;
      }
    }
  }
}
