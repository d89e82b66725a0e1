package et.po.servers;

import et.po.postgresql.Place;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A mail server that takes every mail and keeps it: nothing leaves the machine.
///
/// The mails are a Maildir, a file a mail in `mails/new` of its directory, headers `X-MailFrom` and
/// `X-RcptTo` added to each.
public final class Smtp extends OneProcess {
  private static final String NAME = "smtp";
  private static final String PYTHON = "aiosmtpd-1.4.6/bin/python";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int ANSWER_MILLIS = 2000;

  private Smtp(ServerProcess process) {
    super(process);
  }

  /// Whether `./poet tools` has fetched it.
  public static boolean isFetched() {
    return Files.isExecutable(ServerCache.directory(NAME).resolve(PYTHON));
  }

  /// Returns when it greets.
  ///
  /// @param port on loopback
  public static Smtp start(Path directory, int port) {
    String python = ServerCache.require(NAME, PYTHON).toString();
    Path mails = mails(directory);
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new ServerException("The mail server's directory: " + e.getMessage(), e);
    }
    String host = Place.LOOPBACK.host();
    ServerProcess process =
        ServerProcess.start(
            "aiosmtpd",
            Place.LOOPBACK,
            List.of(
                python,
                "-m",
                "aiosmtpd",
                "--nosetuid",
                "--smtputf8",
                "--listen",
                host + ":" + port,
                "--class",
                "aiosmtpd.handlers.Mailbox",
                mails.toString()),
            Map.of(),
            directory,
            directory.resolve("log"));
    process.awaitReady(() -> greets(host, port), PATIENCE);
    return new Smtp(process);
  }

  /// Where a server in this directory keeps its mails.
  public static Path mails(Path directory) {
    return directory.toAbsolutePath().resolve("mails");
  }

  private static boolean greets(String host, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), ANSWER_MILLIS);
      socket.setSoTimeout(ANSWER_MILLIS);
      return socket.getInputStream().read() == '2';
    } catch (IOException e) {
      return false;
    }
  }
}
