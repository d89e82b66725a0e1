package et.po.frost;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Takes mails over real SMTP.
final class PostOffice implements AutoCloseable {
  private final ServerSocket server;
  private final BlockingQueue<String> mails = new LinkedBlockingQueue<>();
  private final AtomicInteger refusals = new AtomicInteger();

  PostOffice() {
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofPlatform().daemon().start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /// Refuses the next mails, for now, as servers do that are busy.
  void refuse(int mailsToRefuse) {
    refusals.set(mailsToRefuse);
  }

  /// The next mail to an address, as it came over the wire but with soft line breaks undone.
  String awaitMailTo(String address) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (true) {
      String mail = mails.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (mail == null) {
        throw new AssertionError("no mail to " + address);
      }
      if (mail.contains("To: " + address)) {
        return mail;
      }
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Thread.ofPlatform().daemon().start(() -> serve(client));
      } catch (IOException e) {
        if (!server.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8));
      OutputStream out = client.getOutputStream();
      say(out, "220 post office");
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String command = line.split(" ")[0];
        switch (command) {
          case "EHLO" -> say(out, "250 post office");
          case "RSET", "NOOP", "RCPT" -> say(out, "250 OK");
          case "MAIL" ->
              say(out, refusals.getAndUpdate(n -> Math.max(0, n - 1)) > 0 ? "451 busy" : "250 OK");
          case "DATA" -> {
            say(out, "354 go on");
            mails.add(read(in));
            say(out, "250 OK");
          }
          case "QUIT" -> {
            say(out, "221 bye");
            return;
          }
          default -> say(out, "500 unknown command");
        }
      }
    } catch (IOException e) {
      // The client is gone; a test that misses a mail says so.
    }
  }

  private static String read(BufferedReader in) throws IOException {
    StringBuilder mail = new StringBuilder();
    for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
      mail.append(line).append('\n');
    }
    return mail.toString().replace("=\n", "").replace("=3D", "=");
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(UTF_8));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
