package et.po.frost.custody;

import static java.nio.charset.StandardCharsets.UTF_8;

import et.po.frost.faults.Fault;
import et.po.frost.faults.FaultException;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.MalformedJsonException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.jboss.logging.Logger;

/// The HTTP side of Vault's Transit engine, for one key.
final class VaultTransit {
  private static final Logger LOG = Logger.getLogger(VaultTransit.class);
  private static final Duration CONNECTING = Duration.ofSeconds(3);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int DONE = 200;
  private static final int WRONG_INPUT = 400;

  private final VaultSettings settings;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECTING)
          .build();

  VaultTransit(VaultSettings settings) {
    this.settings = settings;
  }

  /// What Vault makes of the question: `data` of its answer.
  ///
  /// @param operation such as `encrypt`
  /// @throws FaultException [Fault#CUSTODY_AWAY] when Vault cannot be reached, is sealed, or does
  ///   not take our token
  /// @throws IllegalStateException when Vault finds the question itself wrong
  JsonObject ask(String operation, JsonObject question) {
    HttpResponse<byte[]> answer = send(operation, question);
    JsonObject body = parse(answer.body());
    JsonObject data = body.findObject("data").orElse(JsonObject.EMPTY);
    // Of a batch of which some are wrong, Vault answers the others all the same.
    if (answer.statusCode() == DONE || data.find("batch_results").isPresent()) {
      return data;
    }
    String errors = body.find("errors").map(Json::text).orElse("no reason");
    if (answer.statusCode() == WRONG_INPUT) {
      throw new IllegalStateException("Vault does not " + operation + " it: " + errors);
    }
    throw away("it answers " + answer.statusCode() + " " + errors);
  }

  private HttpResponse<byte[]> send(String operation, JsonObject question) {
    URI uri =
        settings.url().resolve("/v1/" + settings.mount() + "/" + operation + "/" + settings.key());
    try {
      HttpRequest request =
          HttpRequest.newBuilder(uri)
              .timeout(PATIENCE)
              .header("X-Vault-Token", settings.token().current())
              .POST(HttpRequest.BodyPublishers.ofByteArray(question.text().getBytes(UTF_8)))
              .build();
      return sendTwice(request);
    } catch (IOException e) {
      throw away(e.getClass().getSimpleName() + " " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw away("waiting for it was interrupted");
    }
  }

  /// A connection kept from an earlier question may have been closed meanwhile. Asking twice is
  /// harmless.
  private HttpResponse<byte[]> sendTwice(HttpRequest request)
      throws IOException, InterruptedException {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (HttpTimeoutException e) {
      throw e;
    } catch (IOException e) {
      return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }
  }

  private static JsonObject parse(byte[] body) {
    try {
      return Json.parse(body) instanceof JsonObject object ? object : JsonObject.EMPTY;
    } catch (MalformedJsonException e) {
      // Something before Vault answered for it; the status says enough.
      return JsonObject.EMPTY;
    }
  }

  private static FaultException away(String why) {
    LOG.warnf("Vault cannot be used: %s", why);
    return Fault.CUSTODY_AWAY.exception();
  }
}
