package et.po.node.ipfs;

import et.po.node.messaging.TryLaterException;
import et.po.protocol.ipfs.Block;
import et.po.protocol.ipfs.CarReader;
import et.po.protocol.ipfs.Cid;
import et.po.protocol.ipfs.MalformedDagException;
import et.po.protocol.ipfs.VerifiedBlocks;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonNumber;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.MalformedJsonException;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// One IPFS node's RPC API, as Kubo has it (`/api/v0`).
///
/// A node that does not answer is left alone for a while. Every method throws [TryLaterException],
/// with a sentence that names the node and never its login, when the node is away, rests or
/// refuses. No answer is waited for for ever, or read without end.
final class KuboRpc {
  private static final Logger LOG = Logger.getLogger(KuboRpc.class);
  private static final Duration CONNECT = Duration.ofSeconds(5);

  /// A node that takes no more bytes, or thinks about what it took, for longer is given up: pinning
  /// reads every block of a batch.
  private static final Duration SILENCE = Duration.ofMinutes(3);

  /// However steadily they come, long answers end then.
  private static final Duration WHOLE = Duration.ofMinutes(5);

  private static final int LONGEST_ANSWER = 64 * 1024;

  /// What somebody else pinned on the node, some 700,000 pins.
  private static final long LISTING_OF_OTHERS = 64L * 1024 * 1024;

  /// What a pin of ours takes in a listing is a fifth of it.
  private static final long LISTING_OF_A_PIN = 512;

  private static final int PAGE = 1000;

  private static final int EXPORT_BUFFER = 256 * 1024;
  private static final int OK = 200;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int SERVER_ERROR = 500;

  private final URI url;
  private final String name;
  private final Optional<String> authorization;
  private final Duration patience;
  private final Rest rest;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /// @param address of the API, with user and password where it asks for them
  /// @param patience how long an answer may take that needs no more than the node's own disk
  /// @param rest how long a node that failed is left alone
  KuboRpc(String address, Duration patience, Duration rest, Clock clock) {
    URI whole = parse(address);
    this.url = URI.create(whole.getScheme() + "://" + hostAndPort(whole));
    this.name = url.toString();
    this.authorization = Optional.ofNullable(whole.getUserInfo()).map(KuboRpc::basic);
    this.patience = patience;
    this.rest = new Rest(rest, clock);
  }

  /// A wrong address is not told: it may hold a password.
  private static URI parse(String address) {
    try {
      URI url = new URI(address);
      if (url.getHost() != null
          && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
        return url;
      }
    } catch (URISyntaxException e) {
      // Its message has the address in it.
    }
    throw new IllegalArgumentException(
        "an address in node.ipfs.urls is not one such as http://user:password@127.0.0.1:5001");
  }

  private static String hostAndPort(URI url) {
    return url.getPort() < 0 ? url.getHost() : url.getHost() + ":" + url.getPort();
  }

  private static String basic(String login) {
    return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
  }

  /// Its address without a login.
  String name() {
    return name;
  }

  /// Who it is: its peer id, which is that of its repository.
  String identity() {
    return object(ask("id", patience).body()).findString("ID").orElse("");
  }

  /// What the node says are the bytes of a block; empty when it does not give them: it does not
  /// have it, may not or cannot give it, or it is larger than a block may be. Whatever it says of
  /// one block, it answers, and may have the next.
  Optional<byte[]> ownBlock(Cid cid) {
    return block("offline=true&arg=" + cid, patience);
  }

  /// As [#ownBlock], from the IPFS network when the node does not have it itself; empty also when
  /// it is not found in that time.
  Optional<byte[]> anyBlock(Cid cid, Duration longest) {
    return block("timeout=" + longest.toMillis() + "ms&arg=" + cid, longest.plus(patience));
  }

  private Optional<byte[]> block(String query, Duration longest) {
    HttpResponse<Optional<byte[]>> answer =
        post(
            "block/get?" + query,
            BodyPublishers.noBody(),
            BoundedBody.upTo(VerifiedBlocks.MAX_BLOCK_SIZE),
            silenceSince(System.nanoTime(), longest));
    if (answer.statusCode() == OK) {
      return answer.body();
    }
    String said = answer.body().map(body -> new String(body, StandardCharsets.UTF_8)).orElse("");
    Optional<String> ofTheBlock = object(said).findString("Message");
    if (answer.statusCode() == SERVER_ERROR && ofTheBlock.isPresent()) {
      tell(query, ofTheBlock.get());
      return Optional.empty();
    }
    throw refused("block/get", message(answer, said));
  }

  /// A node whose disk fails says so of each block.
  private void tell(String query, String said) {
    boolean usual =
        said.contains("not found")
            || said.contains("could not find")
            || said.contains("context deadline exceeded");
    LOG.logf(
        usual ? Logger.Level.DEBUG : Logger.Level.WARN,
        "The IPFS node %s does not give the block %s: %s",
        name,
        query.replaceAll(".*arg=", ""),
        said);
  }

  /// Brings the blocks in one request. When this returns, the node has said that it has stored all,
  /// and, where it was asked to, that everything below the root is there and pinned. From the first
  /// block to the pin its garbage collection waits.
  ///
  /// @throws RefusedException when it answers, and does not take them
  void bring(Cid root, Iterable<Block> blocks, boolean pinned) {
    CarUpload upload = new CarUpload(root, blocks);
    HttpResponse<String> answer;
    try {
      answer =
          post(
              "dag/import?stats=true&allow-big-block=true&pin-roots=" + pinned,
              BodyPublishers.ofByteArrays(upload),
              BodyHandlers.limiting(BodyHandlers.ofString(), LONGEST_ANSWER),
              () -> SILENCE.toNanos() - (System.nanoTime() - upload.lastTaken()));
    } catch (TryLaterException e) {
      // That the blocks could not be had is not the node's fault.
      if (upload.failure().isPresent()) {
        rest.end();
        throw upload.failure().get();
      }
      throw e;
    }
    if (wantsAnotherLogin(answer)) {
      throw refused("dag/import", message(answer, answer.body()));
    }
    if (answer.statusCode() != OK) {
      throw refused(root, message(answer, answer.body()));
    }
    checkImport(root, upload.blocks(), pinned, answer.body());
  }

  /// An error in the middle of a stream shows only in what is not said afterwards.
  private void checkImport(Cid root, long sent, boolean pinned, String answer) {
    boolean complete = false;
    boolean isPinned = !pinned;
    for (String line : answer.lines().toList()) {
      JsonObject said = object(line);
      complete |=
          said.findObject("Stats")
              .flatMap(stats -> stats.find("BlockCount"))
              .filter(count -> count instanceof JsonNumber number && number.value() == sent)
              .isPresent();
      Optional<JsonObject> pin = said.findObject("Root");
      if (pin.isPresent()) {
        String problem = pin.get().findString("PinErrorMsg").orElse("");
        if (!problem.isEmpty()) {
          throw refused(root, problem);
        }
        isPinned = true;
      }
    }
    if (!complete || !isPinned) {
      throw refused(root, "it broke off");
    }
  }

  /// Hands on what is below a root and the node has itself, in one answer, until no more is wanted;
  /// true when the node came to an end by itself. Every block is what its CID says.
  boolean export(Cid root, Predicate<Block> more) {
    HttpResponse<InputStream> answer =
        post(
            "dag/export?offline=true&progress=false&arg=" + root,
            BodyPublishers.noBody(),
            BodyHandlers.ofInputStream(),
            silenceSince(System.nanoTime(), patience));
    try (InputStream body = answer.body();
        StallWatch watch = new StallWatch(body, patience, WHOLE)) {
      if (answer.statusCode() != OK) {
        return false;
      }
      CarReader.read(
          new BufferedInputStream(body, EXPORT_BUFFER),
          block -> {
            watch.moved();
            if (!more.test(block)) {
              watch.hangUp();
            }
          });
      return true;
    } catch (IOException | MalformedDagException e) {
      return false;
    }
  }

  /// Some of many; whoever takes them may fail.
  @FunctionalInterface
  interface Page<X extends Exception> {
    void take(List<Cid> some) throws X;
  }

  /// Tells of everything that is pinned with all that is below it, a page after the other.
  ///
  /// @param ours how many of our pins there may be, so that the answer may be that long
  <X extends Exception> void pins(long ours, Page<X> pages) throws X {
    HttpResponse<InputStream> answer =
        post(
            "pin/ls?type=recursive&stream=true",
            BodyPublishers.noBody(),
            BodyHandlers.ofInputStream(),
            silenceSince(System.nanoTime(), patience));
    try (InputStream body = answer.body();
        StallWatch watch = new StallWatch(body, patience, WHOLE)) {
      if (answer.statusCode() != OK) {
        throw refused("pin/ls", "status " + answer.statusCode());
      }
      InputStream bounded = watch.upTo(LISTING_OF_OTHERS + ours * LISTING_OF_A_PIN);
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(bounded, StandardCharsets.UTF_8));
      List<Cid> page = new ArrayList<>();
      for (@Nullable String line = lines.readLine(); line != null; line = lines.readLine()) {
        object(line).findString("Cid").flatMap(Cid::parse).ifPresent(page::add);
        if (page.size() == PAGE) {
          pages.take(List.copyOf(page));
          page.clear();
          // Whoever took them may have needed long.
          watch.moved();
        }
      }
      pages.take(List.copyOf(page));
    } catch (IOException e) {
      // It answers: whether it is silent now, the next question tells.
      throw new TryLaterException(
          "the IPFS node " + name + " is away: its pins broke off: " + e.getMessage(), e);
    }
  }

  /// Removes a block; tells why not, in the node's words, where it may not be removed.
  Optional<String> remove(Cid cid) {
    HttpResponse<String> answer = ask("block/rm?force=true&arg=" + cid, patience);
    String problem = object(answer.body()).findString("Error").orElse("");
    return problem.isEmpty() ? Optional.empty() : Optional.of(problem);
  }

  void unpin(Cid root) {
    ask("pin/rm?arg=" + root, patience);
  }

  /// Pins everything below a root that the node has.
  void pin(Cid root) {
    ask("pin/add?offline=true&arg=" + root, SILENCE);
  }

  private HttpResponse<String> ask(String call, Duration longest) {
    HttpResponse<String> answer =
        post(
            call,
            BodyPublishers.noBody(),
            BodyHandlers.limiting(BodyHandlers.ofString(), LONGEST_ANSWER),
            silenceSince(System.nanoTime(), longest));
    if (answer.statusCode() != OK) {
      throw refused(call.replaceAll("[?].*", ""), message(answer, answer.body()));
    }
    return answer;
  }

  private static LongSupplier silenceSince(long start, Duration longest) {
    return () -> longest.toNanos() - (System.nanoTime() - start);
  }

  private <T> HttpResponse<T> post(
      String call, BodyPublisher body, BodyHandler<T> handler, LongSupplier left) {
    rest.reason()
        .ifPresent(problem -> {
          throw new TryLaterException(problem);
        });
    HttpRequest.Builder request = HttpRequest.newBuilder(url.resolve("/api/v0/" + call)).POST(body);
    if (body.contentLength() != 0) {
      request.header("Content-Type", CarUpload.CONTENT_TYPE);
    }
    authorization.ifPresent(value -> request.header("Authorization", value));
    CompletableFuture<HttpResponse<T>> answer = http.sendAsync(request.build(), handler);
    try {
      return await(answer, left);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw away(
          cause instanceof ConnectException
              ? "it takes no connection"
              : Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName()),
          cause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TryLaterException("interrupted while waiting for the IPFS node " + name, e);
    } finally {
      answer.cancel(true);
    }
  }

  private <T> HttpResponse<T> await(CompletableFuture<HttpResponse<T>> answer, LongSupplier left)
      throws ExecutionException, InterruptedException {
    for (long nanos = left.getAsLong(); nanos > 0; nanos = left.getAsLong()) {
      try {
        return answer.get(nanos, TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        // It may have taken more meanwhile.
      }
    }
    IOException silence = new IOException("it does not answer");
    throw away("it does not answer", silence);
  }

  private TryLaterException away(String because, Throwable cause) {
    String problem = "the IPFS node " + name + " is away: " + because;
    rest.begin(problem);
    return new TryLaterException(problem, cause);
  }

  private TryLaterException refused(String what, String because) {
    String problem = "the IPFS node " + name + " refuses " + what + ": " + because;
    rest.begin(problem);
    return new TryLaterException(problem);
  }

  private RefusedException refused(Cid root, String because) {
    return new RefusedException("the IPFS node " + name + " refuses " + root + ": " + because);
  }

  private static boolean wantsAnotherLogin(HttpResponse<?> answer) {
    return answer.statusCode() == UNAUTHORIZED || answer.statusCode() == FORBIDDEN;
  }

  private static String message(HttpResponse<?> answer, String body) {
    return object(body)
        .findString("Message")
        .orElseGet(() ->
            wantsAnotherLogin(answer)
                ? "it asks for another login"
                : "status " + answer.statusCode());
  }

  private static JsonObject object(String text) {
    try {
      return Json.parse(text.getBytes(StandardCharsets.UTF_8)) instanceof JsonObject object
          ? object
          : JsonObject.EMPTY;
    } catch (MalformedJsonException e) {
      return JsonObject.EMPTY;
    }
  }
}
