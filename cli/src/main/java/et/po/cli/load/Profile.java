package et.po.cli.load;

import et.po.cli.CommandException;
import et.po.protocol.claim.ClaimRefusedException;
import et.po.protocol.claim.ClaimSigner;
import et.po.protocol.claim.Ed25519Key;
import et.po.protocol.claim.SignedClaim;
import et.po.protocol.ipfs.Sha256;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.stream.IntStream;

/// What is posted, and to where. All of it is made before the first is posted, for what makes it
/// may share its cores with what takes it.
///
/// @param issuer of all these works, where that is known before
record Profile(URI to, Map<String, String> headers, List<Draft> drafts, Optional<String> issuer) {
  private static final String DATE = "2026-01-31T12:00:00.000Z";

  /// @param id of the claim, where that is known before
  record Draft(byte[] body, Optional<String> id) {}

  Profile {
    headers = Map.copyOf(headers);
    drafts = List.copyOf(drafts);
  }

  /// Signed claims, for a node.
  static Profile works(URI node, int count) {
    Ed25519Key key = Ed25519Key.generate(new SecureRandom());
    ClaimSigner signer = new ClaimSigner(Clock.systemUTC(), () -> UUID.randomUUID().toString());
    String load = UUID.randomUUID().toString();
    List<SignedClaim> claims =
        IntStream.range(0, count).parallel().mapToObj(i -> sign(signer, key, load, i)).toList();
    return new Profile(
        URI.create(node + "/works"),
        Map.of("Content-Type", "application/json"),
        claims.stream()
            .map(claim -> new Draft(claim.file(), Optional.of(claim.id().hex())))
            .toList(),
        claims.stream().findFirst().map(claim -> claim.issuer().uri()));
  }

  /// Works as publishers have them, for Frost, which signs them.
  static Profile frost(URI frost, String token, int count) {
    String load = UUID.randomUUID().toString();
    return new Profile(
        URI.create(frost + "/works"),
        Map.of("Content-Type", "application/json", "Token", token),
        IntStream.range(0, count)
            .mapToObj(i -> new Draft(bytes(work(load, i).text()), Optional.empty()))
            .toList(),
        Optional.empty());
  }

  private static SignedClaim sign(ClaimSigner signer, Ed25519Key key, String load, int number) {
    try {
      SequencedMap<String, Json> claim = new LinkedHashMap<>(work(load, number).members());
      String content = load + " " + number;
      claim.put("hash", new JsonString(Sha256.of(bytes(content)).hex()));
      return signer.sign("Work", JsonObject.EMPTY, new JsonObject(claim), key, Instant.now());
    } catch (ClaimRefusedException e) {
      throw CommandException.unable("A claim of our own is refused: " + e.getMessage(), e);
    }
  }

  /// No two are the same, for the same work would be taken once.
  private static JsonObject work(String load, int number) {
    SequencedMap<String, Json> work = new LinkedHashMap<>();
    work.put("name", new JsonString("Work " + number + " of load " + load));
    work.put("author", new JsonString("Writer " + number % 97));
    work.put("tags", new JsonString("load,tag" + number % 31));
    work.put("dateCreated", new JsonString(DATE));
    work.put("datePublished", new JsonString(DATE));
    return new JsonObject(work);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
