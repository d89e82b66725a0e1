package et.po.regtest;

import com.sun.net.httpserver.HttpServer;
import et.po.regtest.ChainFile.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.bitcoinj.core.Context;
import org.bitcoinj.crypto.ECKey;

/// The chain as a server on loopback. A chain that is new gets blocks enough for its wallet to pay.
public final class RegtestServer implements AutoCloseable {
  /// The first block's reward can be spent on top of a hundred others.
  private static final int FIRST_BLOCKS = 110;

  private final ChainFile file;
  private final HttpServer http;
  private final ExecutorService calls;
  private final Miner miner;

  /// Where, for whom and how often.
  ///
  /// @param port 0 for any that is free
  /// @param blockInterval zero for a chain that grows only when it is told to
  public record Settings(
      Path directory, int port, String user, String password, Duration blockInterval) {
    /// From `REGTEST_DATA`, `REGTEST_PORT`, `REGTEST_USER`, `REGTEST_PASSWORD` and
    /// `REGTEST_BLOCK_INTERVAL`.
    static Settings of(Map<String, String> environment) {
      return new Settings(
          Path.of(require(environment, "REGTEST_DATA")),
          Integer.parseInt(environment.getOrDefault("REGTEST_PORT", "18443")),
          environment.getOrDefault("REGTEST_USER", "poet"),
          require(environment, "REGTEST_PASSWORD"),
          Duration.parse(environment.getOrDefault("REGTEST_BLOCK_INTERVAL", "PT3S")));
    }

    private static String require(Map<String, String> environment, String name) {
      String value = environment.get(name);
      if (value == null || value.isBlank()) {
        throw new IllegalArgumentException(name + " is not set");
      }
      return value;
    }

    @Override
    public String toString() {
      return "regtest in " + directory + " on port " + port;
    }
  }

  private RegtestServer(ChainFile file, HttpServer http, ExecutorService calls, Miner miner) {
    this.file = file;
    this.http = http;
    this.calls = calls;
    this.miner = miner;
  }

  /// Starts and returns when the chain answers.
  ///
  /// @throws IOException with one sentence, when the port is taken or the directory in use
  public static RegtestServer start(Settings settings) throws IOException {
    Context.propagate(new Context());
    ChainFile file = ChainFile.open(settings.directory().resolve("chain"));
    try {
      Chain chain = new Chain(file, Clock.systemUTC());
      Wallet wallet = new Wallet(replay(file, chain));
      chain.mineFirst(FIRST_BLOCKS, wallet.script());
      Miner miner = new Miner(chain, wallet);
      HttpServer http = listen(settings.port());
      ExecutorService calls = Executors.newFixedThreadPool(4);
      http.setExecutor(calls);
      http.createContext(
          "/",
          new RpcFront(new Methods(chain, wallet), chain, settings.user(), settings.password()));
      http.start();
      if (settings.blockInterval().isPositive()) {
        miner.start(settings.blockInterval());
      }
      return new RegtestServer(file, http, calls, miner);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static HttpServer listen(int port) throws IOException {
    // Answers are small and waited for: delaying them to fill a packet costs 40 ms each.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (BindException e) {
      throw new IOException("port " + port + " is taken", e);
    }
  }

  /// Reads the file back into the chain; answers the wallet's key, which a new file gets first of
  /// all.
  private static ECKey replay(ChainFile file, Chain chain) throws IOException {
    AtomicReference<Optional<ECKey>> key = new AtomicReference<>(Optional.empty());
    try {
      file.replay((kind, body) -> {
        switch (kind) {
          case KEY -> key.set(Optional.of(ECKey.fromPrivate(body)));
          case BLOCK -> chain.replayBlock(body);
          case TRANSACTION -> chain.replayTransaction(body);
          case INVALIDATED -> chain.replayInvalidated(body);
          case RECONSIDERED -> chain.replayReconsidered(body);
        }
      });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    if (key.get().isPresent()) {
      return key.get().get();
    }
    ECKey made = new ECKey();
    file.append(Kind.KEY, made.getPrivKeyBytes());
    return made;
  }

  public int port() {
    return http.getAddress().getPort();
  }

  @Override
  public void close() {
    miner.close();
    http.stop(0);
    calls.shutdown();
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Runs until it is told to stop.
  public static void main(String[] arguments) throws InterruptedException {
    try {
      RegtestServer server = start(Settings.of(System.getenv()));
      System.out.println("regtest answers on port " + server.port());
      CountDownLatch stopped = new CountDownLatch(1);
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(() -> {
                server.close();
                stopped.countDown();
              }));
      stopped.await();
    } catch (IOException | IllegalArgumentException e) {
      System.err.println("regtest cannot start: " + e.getMessage());
      System.exit(3);
    }
  }
}
