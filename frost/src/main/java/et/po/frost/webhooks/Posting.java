package et.po.frost.webhooks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jboss.logging.Logger;

/// Posts to receivers, over sockets of its own: clients at hand look a name up again when they
/// connect, and what they then find nobody has checked.
///
/// A redirect is an answer like any other, and not followed. All of it ends within a time.
final class Posting implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Posting.class);
  private static final int CONNECTING_MILLIS = 5000;
  private static final int ADDRESSES = 3;

  private final Receivers receivers;
  private final SSLSocketFactory tls;
  private final Duration patience;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("webhook-deadlines").daemon().factory());

  /// @param patience how long one attempt may take once the receiver's address is known
  Posting(Receivers receivers, SSLSocketFactory tls, Duration patience) {
    this.receivers = receivers;
    this.tls = tls;
    this.patience = patience;
  }

  /// @param account whose receiver it is
  Outcome post(UUID account, String url, Map<String, String> headers, byte[] body)
      throws InterruptedException {
    try {
      ReceiverUrl receiver = receivers.parse(url);
      List<InetAddress> addresses = receivers.addressesOf(account, receiver);
      return exchange(receiver, addresses, request(receiver, headers, body));
    } catch (ReceiverRefusedException e) {
      return new Outcome.Unanswered(e.sentence());
    }
  }

  private static byte[] request(ReceiverUrl url, Map<String, String> headers, byte[] body) {
    StringBuilder head = new StringBuilder("POST " + url.target() + " HTTP/1.1\r\n");
    head.append("Host: ").append(url.authority()).append("\r\n");
    head.append("User-Agent: Po.et-Frost\r\n");
    head.append("Content-Type: application/json\r\n");
    head.append("Content-Length: ").append(body.length).append("\r\n");
    head.append("Connection: close\r\n");
    headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    head.append("\r\n");
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(head.toString().getBytes(US_ASCII));
    whole.writeBytes(body);
    return whole.toByteArray();
  }

  private Outcome exchange(ReceiverUrl url, List<InetAddress> addresses, byte[] request) {
    AtomicBoolean late = new AtomicBoolean();
    IOException failure = new IOException("no address");
    long end = System.nanoTime() + patience.toNanos();
    for (InetAddress address : addresses.subList(0, Math.min(ADDRESSES, addresses.size()))) {
      try (Socket socket = new Socket(Proxy.NO_PROXY)) {
        Future<?> deadline =
            clock.schedule(
                () -> {
                  late.set(true);
                  closeNow(socket);
                },
                end - System.nanoTime(),
                TimeUnit.NANOSECONDS);
        try {
          socket.connect(new InetSocketAddress(address, url.port()), CONNECTING_MILLIS);
          return new Outcome.Answered(exchange(url, socket, request));
        } finally {
          deadline.cancel(false);
        }
      } catch (IOException e) {
        failure = e;
        if (e instanceof SSLException || late.get()) {
          break;
        }
      }
    }
    return new Outcome.Unanswered(sentence(failure, late.get()));
  }

  private int exchange(ReceiverUrl url, Socket socket, byte[] request) throws IOException {
    Socket channel = url.secure() ? secured(url, socket) : socket;
    channel.getOutputStream().write(request);
    channel.getOutputStream().flush();
    return new AnswerHead(new BufferedInputStream(channel.getInputStream())).status();
  }

  /// The name of the URL is what is asked for (SNI) and what the certificate must be for.
  private SSLSocket secured(ReceiverUrl url, Socket socket) throws IOException {
    String name = url.host().replaceAll("[\\[\\]]", "");
    SSLSocket secured = (SSLSocket) tls.createSocket(socket, name, url.port(), true);
    SSLParameters parameters = secured.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secured.setSSLParameters(parameters);
    secured.startHandshake();
    return secured;
  }

  private static void closeNow(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.debugf("A connection that took too long did not close well: %s", e.getMessage());
    }
  }

  private String sentence(IOException failure, boolean late) {
    if (late) {
      return "The receiver did not answer within " + patience.toSeconds() + " seconds.";
    }
    return failure instanceof SSLException
        ? "The receiver's TLS or certificate is not acceptable."
        : "The receiver could not be connected to, or gave no answer of HTTP.";
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
