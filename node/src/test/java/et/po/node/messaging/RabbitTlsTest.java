package et.po.node.messaging;

import static et.po.testkit.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;

import et.po.node.messages.Message.TransactionSent;
import et.po.node.messaging.Messaging.Subscription;
import et.po.node.testing.RealRabbit;
import et.po.node.testing.TestDatabase;
import et.po.servers.FreePort;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real RabbitMQ over TLS, with a certificate that it made for itself.
@Tag("real")
class RabbitTlsTest {
  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final String READER = "reader";
  private static final Topology TOPOLOGY =
      Topology.of(Topology.Subscriber.ordered(READER, TransactionSent.class));

  @TempDir private Path directory;

  private final SSLContext usual = defaultContext();
  private final TestDatabase database = new TestDatabase();
  private final List<AutoCloseable> opened = new ArrayList<>();
  private final List<String> handled = Collections.synchronizedList(new ArrayList<>());
  private final int port = FreePort.find();

  private static SSLContext defaultContext() {
    try {
      return SSLContext.getDefault();
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  @AfterEach
  void close() throws Exception {
    SSLContext.setDefault(usual);
    for (AutoCloseable each : opened.reversed()) {
      each.close();
    }
    database.close();
  }

  /// @param name that the certificate is in
  /// @return the certificate
  private Certificate start(String name) throws Exception {
    Path rabbit = Files.createDirectories(directory.resolve("rabbit"));
    KeyStore store = store(name);
    Key key = store.getKey("server", PASSWORD);
    Certificate certificate = store.getCertificate("server");
    pem(rabbit.resolve("server.key"), "PRIVATE KEY", key.getEncoded());
    pem(rabbit.resolve("server.crt"), "CERTIFICATE", certificate.getEncoded());
    opened.add(
        RealRabbit.start(
            rabbit,
            "listeners.ssl.1 = 127.0.0.1:" + port,
            "ssl_options.cacertfile = /mnt/server.crt",
            "ssl_options.certfile = /mnt/server.crt",
            "ssl_options.keyfile = /mnt/server.key",
            "ssl_options.verify = verify_none"));
    return certificate;
  }

  private KeyStore store(String name) throws Exception {
    Path file = directory.resolve("server.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD),
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=server",
                "-ext",
                "san=" + name,
                "-validity",
                "2")
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, keytool.waitFor(), said);
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    return store;
  }

  private static void pem(Path file, String what, byte[] bytes) throws IOException {
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    Files.writeString(file, "-----BEGIN %s-----\n%s\n-----END %1$s-----\n".formatted(what, lines));
  }

  private static void trust(Certificate certificate) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("server", certificate);
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, factory.getTrustManagers(), null);
    SSLContext.setDefault(context);
  }

  private Subscription read() {
    URI url = URI.create("amqps://poet:secret@127.0.0.1:" + port);
    Messaging messaging =
        new RabbitMessaging(
            database.source(), TOPOLOGY, new RabbitAddress(url, "poet.test", Duration.ofDays(1)));
    opened.add(messaging);
    messaging.start();
    Subscription reading =
        messaging.subscribe(READER, message -> handled.add(((TransactionSent) message).batchCid()));
    try {
      database
          .database()
          .run(transaction -> messaging.publish(transaction, new TransactionSent("one", "t")));
    } catch (java.sql.SQLException e) {
      throw new AssertionError(e);
    }
    return reading;
  }

  @Test
  void certificateThatIsTrusted_letsMessagesThrough() throws Exception {
    trust(start("ip:127.0.0.1"));
    read();
    eventually("the message", () -> handled.equals(List.of("one")));
  }

  @Test
  void certificateOfNobodyKnown_isRefused_andSaid() throws Exception {
    start("ip:127.0.0.1");
    assertRefused(read());
  }

  @Test
  void certificateInAnotherName_isRefused_andSaid() throws Exception {
    trust(start("dns:rabbit.example.org"));
    assertRefused(read());
  }

  /// It listens over TLS a little later than without.
  private void assertRefused(Subscription reading) {
    String wanted = "RabbitMQ at 127.0.0.1:" + port + " shows a certificate that is not trusted: ";
    eventually(
        "the problem", () -> reading.problem().filter(it -> it.startsWith(wanted)).isPresent());
    assertEquals(List.of(), handled);
  }
}
