package et.po.protocol.claim;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Issuers and JSON Web Signatures, and the other ways to write them.
record RandomSignatures(Chance chance) {
  /// An issuer that may or may not speak for the key.
  String issuer(ClaimKey key) {
    String json =
        new String(
            Base64.getDecoder().decode(key.issuer().uri().substring("data:;base64,".length())),
            StandardCharsets.UTF_8);
    String plain = encoded(json);
    return switch (chance.below(20)) {
      case 0 -> "data:text/plain;base64," + plain;
      case 1 -> "data:;base64," + plain.replace("=", "");
      case 2 -> "data:application/json;charset=utf-8;base64," + plain;
      case 3 -> "data:," + json;
      case 4 -> "DATA:;base64," + plain;
      case 5 -> "data:;BASE64," + plain;
      case 6 -> " " + key.issuer().uri();
      case 7 -> "data:;base64," + encoded(json.replace(",", " , "));
      case 8 ->
          "data:;base64,"
              + encoded("{\"publicKey\":\"" + "x" + "\",\"algorithm\":\"Ed25519Signature2018\"}");
      case 9 -> "data:;base64," + encoded(json.replace("2018", "2019"));
      case 10 -> "data:;base64," + encoded(json.substring(0, json.length() - 1));
      case 11 -> "data:;base64," + encoded(json.replace("}", ",\"x\":1}"));
      case 12 -> "data:;base64," + encoded(chance.of("null", "[]", "1", "\"x\"", "{}", ""));
      case 13 ->
          chance.of(
              "http://example.org/key",
              "https://example.org/key",
              "did:example:1",
              "po.et:x",
              "po.et://x",
              "ftp://x/",
              "http:",
              "data:",
              "data",
              "HTTP://x/",
              "http://[::1]/",
              "http://a b/",
              "did:\u00e9",
              "http://x/%zz",
              "http://x:99999/",
              "http://\u00e9.example/");
      case 14 -> key.issuer().uri() + chance.of("#f", "?q", " ", "\n", "=", "%3D", "/x");
      case 15 -> "data:;base64," + encoded(json.replace("publicKey\":\"", "publicKey\":\" "));
      case 16 -> "data:;base64," + encoded(json.replace("publicKey\":\"", "publicKey\":\"1"));
      case 17 -> "data:;base64," + encoded(json.replace("Ed25519", "Rsa"));
      case 18 ->
          "data:;base64,"
              + Base64.getUrlEncoder()
                  .encodeToString(
                      ("{\"x\":\"???>>>\"," + json.substring(1)).getBytes(StandardCharsets.UTF_8));
      default -> key.issuer().uri();
    };
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /// The same signature in another spelling, or another signature.
  String altered(String jws) {
    int middle = jws.indexOf("..");
    if (jws.length() < middle + 20 || middle < 0) {
      return jws + ".";
    }
    String header = jws.substring(0, middle);
    String signature = jws.substring(middle + 2);
    return switch (chance.below(22)) {
      case 0 -> header + ".." + signature + "==";
      case 1 -> header + ".." + signature.replace('-', '+').replace('_', '/');
      case 2 -> header + ".." + signature + ".";
      case 3 -> header + "..." + signature;
      case 4 -> header + ".payload." + signature;
      case 5 -> header + "." + signature;
      case 6 ->
          header + ".." + signature + chance.of(" ", "\n", "!", "A", "AA", "AAAA", "=", "====");
      case 7 -> " " + jws;
      case 8 -> header + ".. " + signature;
      case 9 ->
          header
              + ".."
              + signature.substring(0, Math.max(0, signature.length() - 1))
              + chance.of("A", "Q", "g", "w", "B", "_");
      case 10 -> url("{\"b64\":false,\"alg\":\"EdDSA\",\"crit\":[\"b64\"]}") + ".." + signature;
      case 11 ->
          url(
                  chance.of(
                      "{}",
                      "[]",
                      "[1,2,3]",
                      "null",
                      "1",
                      "\"x\"",
                      "{\"alg\":\"none\"}",
                      "{\"alg\":1,\"b64\":2,\"crit\":3}",
                      "x"))
              + ".."
              + signature;
      case 12 -> header + "=.." + signature;
      case 13 -> header + "==.." + signature;
      case 14 -> header + " .." + signature;
      case 15 -> ".." + signature;
      case 16 -> header + "..";
      case 17 -> header + ".." + signature.substring(4);
      case 18 ->
          header
              + ".."
              + signature.substring(0, 10)
              + chance.of("=", "==", "\n", " ", "%", "....", "\u00e9")
              + signature.substring(10);
      case 19 -> header + ".." + (signature.charAt(0) == 'A' ? 'B' : 'A') + signature.substring(1);
      case 20 -> url("{\"alg\":\"EdDSA\",\"b64\":false,\"crit\":[\"b64\"]} ") + ".." + signature;
      default ->
          url("{\"alg\":\"EdDSA\",\"b64\":false,\"crit\":[\"b64\"],\"x\":1}") + ".." + signature;
    };
  }

  private static String url(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
