package et.po.benchmarks;

import et.po.protocol.claim.ClaimKey;
import et.po.protocol.claim.ClaimRefusedException;
import et.po.protocol.claim.ClaimSigner;
import et.po.protocol.claim.Ed25519Key;
import et.po.protocol.claim.SignedClaim;
import et.po.protocol.ipfs.Sha256;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonArray;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import et.po.protocol.json.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/// Claims as publishers post them: ten properties, no two claims and no two issuers the same.
record SampleClaims(List<Unsigned> unsigned) {
  private static final Instant ISSUED = Instant.parse("2019-06-14T16:45:01.007Z");

  /// What Frost adds to the contexts that every work has.
  private static final String FROST_CONTEXT =
      "{\"content\":\"schema:text\",\"about\":{\"@id\":\"schema:url\",\"@container\":\"@list\"}}";

  /// A claim before it is signed, and the key to do it with.
  record Unsigned(JsonObject context, JsonObject claim, ClaimKey key, Instant issued) {
    SignedClaim sign(ClaimSigner signer) {
      try {
        return signer.sign("Work", context, claim, key, issued);
      } catch (ClaimRefusedException e) {
        throw new IllegalStateException("a sample claim is refused", e);
      }
    }
  }

  SampleClaims {
    unsigned = List.copyOf(unsigned);
  }

  static SampleClaims of(int claims) {
    return new SampleClaims(IntStream.range(0, claims).mapToObj(SampleClaims::claim).toList());
  }

  static ClaimSigner signer() {
    return new ClaimSigner(Clock.systemUTC(), () -> "cjq" + System.nanoTime());
  }

  /// The same claims, signed, as the files that nodes get.
  List<byte[]> files() {
    ClaimSigner signer = signer();
    List<byte[]> files = new ArrayList<>();
    for (Unsigned each : unsigned) {
      files.add(each.sign(signer).file());
    }
    return files;
  }

  int size() {
    return unsigned.size();
  }

  private static Unsigned claim(int number) {
    String hash = Sha256.of(("content " + number).getBytes(StandardCharsets.US_ASCII)).hex();
    SequencedMap<String, Json> members = new LinkedHashMap<>();
    members.put("about", JsonArray.of(new JsonString("https://ipfs.io/ipfs/Qm" + hash)));
    members.put("hash", new JsonString("Qm" + hash));
    members.put("name", new JsonString("Post number " + number + " of a publisher"));
    members.put("datePublished", new JsonString("2019-06-14T16:40:00.000Z"));
    members.put("dateCreated", new JsonString("2019-06-13T09:00:00.000Z"));
    members.put("author", new JsonString("Writer " + number % 97));
    members.put("tags", new JsonString("news,tag" + number % 31 + ",\u00e9t\u00e9"));
    members.put("license", new JsonString("CC-BY-4.0"));
    members.put("canonicalUrl", new JsonString("https://publisher.example/posts/" + number));
    members.put("copyrightHolder", new JsonString("Publisher " + number % 13));
    byte[] seed = Sha256.of(("issuer " + number).getBytes(StandardCharsets.US_ASCII)).bytes();
    return new Unsigned(
        context(), new JsonObject(members), Ed25519Key.ofSeed(seed), ISSUED.plusMillis(number));
  }

  /// Each claim has a context object of its own, as it would have after parsing.
  private static JsonObject context() {
    try {
      return (JsonObject) Json.parse(FROST_CONTEXT);
    } catch (MalformedJsonException e) {
      throw new IllegalStateException("the context is JSON", e);
    }
  }
}
