package et.po.frost.works;

import static java.nio.charset.StandardCharsets.UTF_8;

import et.po.frost.faults.Fault;
import et.po.frost.http.Request;
import et.po.protocol.ipfs.Sha256;
import et.po.protocol.json.Json;
import et.po.protocol.json.MalformedJsonException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The works of one request, in their order.
///
/// @param digest two requests that ask for the same have the same
record Posts(byte[] digest, List<Post> posts) {
  private static final int MOST = 1000;

  Posts {
    posts = List.copyOf(posts);
  }

  static Posts one(Request request) {
    return new Posts(
        digest("work", request.body().text()),
        List.of(new Post(1, () -> WorkDraft.of(request.body()))));
  }

  /// A work a line; empty lines count, but are none.
  ///
  /// @param largest how many bytes a line may have; one that has more is refused for itself
  /// @throws et.po.frost.faults.FaultException if there is no work, or too many are
  static Posts lines(Request request, int largest) {
    List<Post> posts = new ArrayList<>();
    int line = 0;
    for (String text : request.lines()) {
      line++;
      if (!text.isBlank()) {
        posts.add(new Post(line, () -> WorkDraft.of(json(text, largest))));
      }
    }
    if (posts.isEmpty()) {
      throw Fault.INVALID_INPUT.because("The body has no work: each stands on a line of its own.");
    }
    if (posts.size() > MOST) {
      throw Fault.BODY_TOO_LARGE.because(
          "The body has more than 1,000 works: send the others with another request.");
    }
    return new Posts(digest("works", request.body().text()), posts);
  }

  private static Json json(String text, int largest) {
    int bytes = text.getBytes(UTF_8).length;
    if (bytes > largest) {
      throw Fault.BODY_TOO_LARGE.because(
          String.format(
              Locale.ROOT, "A work may have %,d bytes; this line has %,d.", largest, bytes));
    }
    try {
      return Json.parse(text);
    } catch (MalformedJsonException e) {
      throw Fault.MALFORMED_BODY.because(String.valueOf(e.getMessage()));
    }
  }

  private static byte[] digest(String kind, String body) {
    return Sha256.newDigest().digest((kind + "\n" + body).getBytes(UTF_8));
  }
}
