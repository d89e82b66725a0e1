package et.po.frost.works;

import static java.nio.charset.StandardCharsets.UTF_8;

import et.po.frost.http.Request;
import et.po.protocol.ipfs.Sha256;
import java.util.List;

/// The works of one request, in their order.
///
/// @param digest two requests that ask for the same have the same
record Posts(byte[] digest, List<Post> posts) {
  Posts {
    posts = List.copyOf(posts);
  }

  static Posts one(Request request) {
    return new Posts(
        digest("work", request.body().text()),
        List.of(new Post(1, () -> WorkDraft.of(request.body()))));
  }

  private static byte[] digest(String kind, String body) {
    return Sha256.newDigest().digest((kind + "\n" + body).getBytes(UTF_8));
  }
}
