package et.po.frost.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import et.po.frost.faults.Fault;
import et.po.protocol.claim.ClaimId;
import et.po.protocol.claim.SignedClaim;
import et.po.protocol.ipfs.FileImporter;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonArray;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.MalformedJsonException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/// One node, over HTTP.
///
/// Every call may be made again: content is known by its hash and a claim by its id, so the node
/// has them once however often they come. A connection that broke is therefore tried once more; a
/// node that stays away is [Fault#NODE_AWAY].
public final class NodeClient {
  private static final Logger LOG = Logger.getLogger(NodeClient.class);
  private static final Duration READING = Duration.ofSeconds(10);
  private static final Duration WRITING = Duration.ofSeconds(30);

  /// Longer than any file may take to come.
  private static final Duration STREAMING = Duration.ofMinutes(6);

  private static final int SENTENCE_LENGTH = 1000;

  /// Ten works of a mebibyte each, and more, is no answer of a node.
  private static final int LARGEST_ANSWER = 32 * 1024 * 1024;

  private final HttpClient http;

  /// What the node's addresses of content begin with.
  private volatile String archive = "https://ipfs.io/ipfs/";

  private final String base;
  private final Duration reading;
  private final Duration writing;
  private final Duration streaming;

  /// @param base the node's address, without a path
  public NodeClient(HttpClient http, URI base) {
    this(http, base, READING, WRITING, STREAMING);
  }

  /// @param reading how long an answer may take, to its last byte
  /// @param writing the same, of what the node has to keep first
  /// @param streaming the same, of what is sent while it comes
  NodeClient(HttpClient http, URI base, Duration reading, Duration writing, Duration streaming) {
    this.http = http;
    this.base = base.toString().replaceAll("/+$", "");
    this.reading = reading;
    this.writing = writing;
    this.streaming = streaming;
  }

  /// What the node will very likely call content that it stores: the CID is the content's, the
  /// address what the node said last.
  public StoredContent foresee(byte[] content) {
    String cid = FileImporter.cidOf(content).toString();
    return new StoredContent(cid, archive + cid);
  }

  /// Has the node store content, and says what it is known by.
  ///
  /// A node that names another file would have the publisher sign for what nobody sent.
  public StoredContent store(byte[] content) throws InterruptedException, NodeRefusedException {
    // So spelled by the first Frost.
    Multipart form = Multipart.of("plain/text");
    HttpRequest request =
        request("/files", writing)
            .header("Content-Type", form.contentType())
            .POST(
                BodyPublishers.concat(
                    BodyPublishers.ofByteArray(form.head()),
                    BodyPublishers.ofByteArray(content),
                    BodyPublishers.ofByteArray(form.tail())))
            .build();
    JsonArray files = files(accepted(send(request)));
    if (!files.items().isEmpty() && files.items().getFirst() instanceof JsonObject file) {
      Optional<String> hash = file.findString("hash");
      Optional<String> url = file.findString("archiveUrl");
      if (hash.isPresent() && url.isPresent()) {
        if (!hash.get().equals(FileImporter.cidOf(content).toString())) {
          throw strange("its answer names another file than it was sent");
        }
        if (url.get().endsWith("/" + hash.get())) {
          archive = url.get().substring(0, url.get().length() - hash.get().length());
        }
        return new StoredContent(hash.get(), url.get());
      }
    }
    throw strange("its answer names no file");
  }

  /// Has the node store a file while it comes, and says what the node answered.
  ///
  /// @throws et.po.frost.faults.FaultException what the file's stream threw, or that the node is
  ///   away; the node has kept nothing then
  public JsonArray store(String type, InputStream file)
      throws InterruptedException, NodeRefusedException {
    FileUpload upload = new FileUpload(http, writing);
    try {
      return files(
          accepted(
              upload.send(request("/files", streaming), Multipart.of(type), file, wholeAnswer())));
    } catch (IOException e) {
      throw away(e);
    }
  }

  private JsonArray files(HttpResponse<byte[]> response) {
    if (json(response) instanceof JsonArray files) {
      return files;
    }
    throw strange("its answer lists no files");
  }

  /// Hands a claim to the node; when this returns, the node has it for good.
  public void submit(SignedClaim claim) throws InterruptedException, NodeRefusedException {
    HttpRequest request =
        request("/works", writing)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(claim.file()))
            .build();
    accepted(send(request));
  }

  /// Works of an issuer, the newest first.
  public WorkPage findWorks(String issuer, int limit, int offset) throws InterruptedException {
    String query =
        "?issuer=" + URLEncoder.encode(issuer, UTF_8) + "&limit=" + limit + "&offset=" + offset;
    HttpResponse<byte[]> response = send(request("/works" + query, reading).GET().build());
    if (response.statusCode() != 200 || !(json(response) instanceof JsonArray(List<Json> works))) {
      throw strange("it answered " + response.statusCode() + " to a question for works");
    }
    return new WorkPage(
        works.stream().filter(JsonObject.class::isInstance).map(JsonObject.class::cast).toList(),
        total(response));
  }

  private long total(HttpResponse<byte[]> response) {
    try {
      return response.headers().firstValueAsLong("X-Total-Count").orElseThrow();
    } catch (NumberFormatException | NoSuchElementException e) {
      throw strange("it does not say how many works there are");
    }
  }

  /// A work as the node shows it; empty if the node does not have it.
  public Optional<JsonObject> findWork(ClaimId id) throws InterruptedException {
    return findWork(id, Optional.empty());
  }

  /// As [#findWork(ClaimId)], shown with this one of its anchors as long as a block has it. A node
  /// that is older does not know that question, and shows the anchor that it would have shown.
  ///
  /// @param transactionId of the anchor
  public Optional<JsonObject> findWork(ClaimId id, Optional<String> transactionId)
      throws InterruptedException {
    String path = "/works/" + id.hex() + transactionId.map(tx -> "?transaction=" + tx).orElse("");
    HttpResponse<byte[]> response = send(request(path, reading).GET().build());
    if (response.statusCode() == 404) {
      return Optional.empty();
    }
    if (response.statusCode() == 200 && json(response) instanceof JsonObject work) {
      return Optional.of(work);
    }
    throw strange("it answered " + response.statusCode() + " to a question for a work");
  }

  private HttpRequest.Builder request(String path, Duration timeout) {
    return HttpRequest.newBuilder(URI.create(base + path))
        .timeout(timeout)
        .header("Accept", "application/json");
  }

  private HttpResponse<byte[]> send(HttpRequest request) throws InterruptedException {
    try {
      return exchange(request);
    } catch (HttpTimeoutException e) {
      throw away(e);
    } catch (IOException e) {
      // The node closes connections that rest; the first to use one again finds it broken.
      return sendAgain(request);
    }
  }

  private HttpResponse<byte[]> sendAgain(HttpRequest request) throws InterruptedException {
    try {
      return exchange(request);
    } catch (IOException e) {
      throw away(e);
    }
  }

  /// The request's own timeout ends with the headers; a body may drip for ever.
  private HttpResponse<byte[]> exchange(HttpRequest request)
      throws IOException, InterruptedException {
    Duration patience = request.timeout().orElseThrow();
    CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(request, wholeAnswer());
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new HttpTimeoutException("no whole answer in " + patience);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } finally {
      answer.cancel(true);
    }
  }

  private static BodyHandler<byte[]> wholeAnswer() {
    return BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_ANSWER);
  }

  private HttpResponse<byte[]> accepted(HttpResponse<byte[]> response) throws NodeRefusedException {
    int status = response.statusCode();
    if (status / 100 == 2) {
      return response;
    }
    if (status == 400 || status == 413 || status == 422) {
      String sentence = new String(response.body(), UTF_8);
      throw new NodeRefusedException(
          sentence.substring(0, Math.min(SENTENCE_LENGTH, sentence.length())));
    }
    throw strange("it answered " + status);
  }

  private Json json(HttpResponse<byte[]> response) {
    try {
      return Json.parse(response.body());
    } catch (MalformedJsonException e) {
      throw strange("its answer is not JSON");
    }
  }

  private RuntimeException away(IOException cause) {
    LOG.warnf("The node at %s cannot be reached: %s", base, cause);
    return Fault.NODE_AWAY.exception();
  }

  private RuntimeException strange(String what) {
    LOG.warnf("The node at %s does not do what nodes do: %s", base, what);
    return Fault.NODE_AWAY.exception();
  }
}
