package et.po.frost.webhooks;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One request to receivers that behave, and to some that do not.
final class PostingTest {
  private static final char[] PASSWORD = "password".toCharArray();
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /// Every name is this machine.
  private static final Receivers LOOPBACK =
      new Receivers(
          new AddressPolicy(true, List.of()),
          (_, _) -> List.of(InetAddress.ofLiteral("127.0.0.1")));

  private static Outcome post(Receivers receivers, SSLSocketFactory tls, String url)
      throws Exception {
    try (Posting posting = new Posting(receivers, tls, PATIENCE)) {
      return posting.post(
          UUID.randomUUID(), url, Map.of("webhook-id", "msg_1"), "{}".getBytes(US_ASCII));
    }
  }

  private static Outcome post(String url) throws Exception {
    return post(LOOPBACK, (SSLSocketFactory) SSLSocketFactory.getDefault(), url);
  }

  private static SSLContext certificateFor(String host, Path directory) throws Exception {
    Path file = directory.resolve("keys.p12");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(
        Arrays.asList(
            ("-genkeypair -alias r -keyalg EC -dname CN="
                    + host
                    + " -ext san=dns:"
                    + host
                    + " -validity 2 -storetype PKCS12 -storepass password -keystore "
                    + file)
                .split(" ")));
    Process keytool = new ProcessBuilder(command).inheritIO().start();
    assertTrue(keytool.waitFor(60, TimeUnit.SECONDS));
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD);
    }
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, PASSWORD);
    TrustManagerFactory trusted =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init(keys);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
    return context;
  }

  @Test
  void tls_isForTheNameOfTheUrl_atTheAddressThatWasChecked(@TempDir Path directory)
      throws Exception {
    SSLContext context = certificateFor("receiver.example", directory);
    try (Receiver receiver = Receiver.startTls(context)) {
      String rest = ":" + receiver.port() + "/in";
      SSLSocketFactory trusting = context.getSocketFactory();

      assertEquals(
          new Outcome.Answered(200), post(LOOPBACK, trusting, "https://receiver.example" + rest));
      assertEquals(
          "receiver.example:" + receiver.port(),
          receiver.messages().getFirst().headers().getFirst("Host"));
      Outcome notAcceptable =
          new Outcome.Unanswered("The receiver's TLS or certificate is not acceptable.");
      assertEquals(notAcceptable, post(LOOPBACK, trusting, "https://other.example" + rest));
      assertEquals(notAcceptable, post("https://receiver.example" + rest));
      assertEquals(1, receiver.messages().size());
    }
  }

  @Test
  void secondAddress_isTriedWhenTheFirstAnswersNothing() throws Exception {
    try (Receiver receiver = Receiver.start()) {
      Receivers two =
          new Receivers(
              new AddressPolicy(true, List.of()),
              (_, _) ->
                  List.of(InetAddress.ofLiteral("127.0.0.9"), InetAddress.ofLiteral("127.0.0.1")));

      assertEquals(
          new Outcome.Answered(200),
          post(
              two,
              (SSLSocketFactory) SSLSocketFactory.getDefault(),
              "http://two.example:" + receiver.port()));
    }
  }

  /// What a receiver that writes these bytes, and then does nothing, comes to.
  private static Outcome answered(String bytes, int times) throws Exception {
    AtomicInteger written = new AtomicInteger();
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread writer =
          Thread.ofVirtual()
              .start(() -> {
                try (Socket socket = server.accept();
                    OutputStream out = socket.getOutputStream()) {
                  for (int i = 0; i < times; i++) {
                    out.write(bytes.getBytes(US_ASCII));
                    written.incrementAndGet();
                  }
                  out.flush();
                  // Until the other side has enough.
                  socket.getInputStream().transferTo(OutputStream.nullOutputStream());
                } catch (java.io.IOException e) {
                  // The other side had enough.
                  written.incrementAndGet();
                }
              });
      Outcome outcome = post("http://receiver.example:" + server.getLocalPort() + "/");
      assertTrue(writer.join(Duration.ofSeconds(20)));
      assertTrue(written.get() > 0 || times == 0);
      return outcome;
    }
  }

  @Test
  void answers_areReadToTheirStatus_andNoFurther() throws Exception {
    Outcome noAnswer =
        new Outcome.Unanswered(
            "The receiver could not be connected to, or gave no answer of HTTP.");
    assertEquals(new Outcome.Answered(204), answered("HTTP/1.1 204 No Content\r\n", 1));
    assertEquals(
        new Outcome.Answered(201),
        answered("HTTP/1.1 103 Early Hints\r\nA: b\r\n\r\nHTTP/1.1 201 Created\r\n", 1));
    assertEquals(new Outcome.Answered(200), answered("HTTP/1.1 200 OK\r\nx", 1_000_000));
    assertEquals(noAnswer, answered("220 mail.example ESMTP\r\n", 1));
    assertEquals(noAnswer, answered("x", 10_000_000));
    assertEquals(noAnswer, answered("HTTP/1.1 100 Continue\r\n\r\n", 100_000));
    assertEquals(noAnswer, post("http://receiver.example:1/"));
  }

  @Test
  void receiverThatSaysNothing_isLeftInTime() throws Exception {
    long start = System.nanoTime();

    assertEquals(
        new Outcome.Unanswered("The receiver did not answer within 2 seconds."), answered("", 0));

    assertTrue(System.nanoTime() - start < Duration.ofSeconds(15).toNanos());
  }
}
