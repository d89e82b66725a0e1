package et.po.frost.smoke;

import et.po.protocol.json.Json;
import et.po.protocol.json.JsonNumber;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import java.io.PrintStream;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The command that tries a Frost that runs: makes an account, or takes the one that it is given,
/// posts a work, reads it back, and waits until the node shows it in a block.
///
/// Each step that went well is a line on stdout.
public final class Smoke {
  private static final int FAILED = 1;
  private static final int MISUSE = 2;
  private static final int NOT_FOUND = 404;
  private static final int NOT_CONFIRMED = 409;

  private final SmokeSettings settings;
  private final Calls calls = new Calls();
  private final PrintStream out;
  private final String name;

  private Smoke(SmokeSettings settings, PrintStream out) {
    this.settings = settings;
    this.out = out;
    byte[] random = new byte[8];
    new SecureRandom().nextBytes(random);
    this.name = "smoke-" + HexFormat.of().formatHex(random);
  }

  /// The exit code: 0, 1 if a step did not go as it should, or 2 for settings that make no sense.
  public static int run(Map<String, String> environment, PrintStream out, PrintStream err) {
    try {
      new Smoke(SmokeSettings.of(environment), out).run();
      return 0;
    } catch (SmokeException e) {
      err.println("The smoke test failed. " + e.getMessage());
      return FAILED;
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage());
      return MISUSE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return FAILED;
    }
  }

  private void run() throws SmokeException, InterruptedException {
    String token = settings.token().isPresent() ? settings.token().get() : signUp();
    Calls.Answer posted =
        calls.post(
            settings.frost().resolve("/works"),
            token,
            Map.of(
                "name",
                name,
                "author",
                "smoke test",
                "content",
                name,
                "dateCreated",
                now(),
                "datePublished",
                now()));
    if (posted.status() == NOT_CONFIRMED && settings.token().isEmpty()) {
      out.println(
          "works were not tried: the new account's address is not confirmed; SMOKE_TOKEN has the"
              + " token of one that is");
      return;
    }
    String work = posted.require(200, "POST /works").text("workId");
    out.println("posted the work " + work);
    Instant deadline = Instant.now().plus(settings.patience());
    readBack(work, token, deadline);
    if (settings.node().isPresent()) {
      awaitAnchor(work, deadline);
    }
  }

  /// The node shows a work a moment after it has taken it.
  private void readBack(String work, String token, Instant deadline)
      throws SmokeException, InterruptedException {
    URI url = settings.frost().resolve("/works/" + work);
    Calls.Answer answer = calls.get(url, token);
    while (answer.status() == NOT_FOUND && Instant.now().isBefore(deadline)) {
      TimeUnit.SECONDS.sleep(1);
      answer = calls.get(url, token);
    }
    String read = answer.require(200, "GET /works/" + work).text("name");
    if (!read.equals(name)) {
      throw new SmokeException("The work came back with the name " + read + ", not " + name + ".");
    }
    out.println("read it back");
  }

  private static String now() {
    return Instant.now().toString();
  }

  /// A token of a new account.
  private String signUp() throws SmokeException, InterruptedException {
    byte[] random = new byte[9];
    new SecureRandom().nextBytes(random);
    String password = "Aa1-" + HexFormat.of().formatHex(random);
    String token =
        calls
            .post(
                settings.frost().resolve("/accounts"),
                "",
                Map.of("email", name + "@example.org", "password", password))
            .require(200, "POST /accounts")
            .text("token");
    String address =
        calls
            .get(settings.frost().resolve("/accounts/profile"), token)
            .require(200, "GET /accounts/profile")
            .text("email");
    out.println("signed up as " + address);
    return token;
  }

  private void awaitAnchor(String work, Instant deadline)
      throws SmokeException, InterruptedException {
    while (Instant.now().isBefore(deadline)) {
      JsonObject shown =
          calls.get(settings.node().orElseThrow().resolve("/works/" + work), "").document();
      Json height =
          shown.findObject("anchor").flatMap(anchor -> anchor.find("blockHeight")).orElse(null);
      if (height instanceof JsonNumber(double block)) {
        out.println("anchored in block " + (long) block);
        return;
      }
      TimeUnit.SECONDS.sleep(1);
    }
    throw new SmokeException(
        "The work %s was in no block after %s.".formatted(work, settings.patience()));
  }

  /// The members of a request as JSON.
  static JsonObject json(Map<String, String> members) {
    JsonObject json = JsonObject.EMPTY;
    for (Map.Entry<String, String> member : members.entrySet()) {
      json = json.with(member.getKey(), new JsonString(member.getValue()));
    }
    return json;
  }
}
