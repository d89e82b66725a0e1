package et.po.images;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Base64;

/// Says whose an image is: a payload that names its digest, and a signature over the payload's
/// bytes (ECDSA with SHA-256).
///
/// Both are cosign's own formats ("simple signing"): `cosign verify-blob` checks them, and `cosign
/// attach signature` brings them to a registry.
///
/// | File | What |
/// |---|---|
/// | `NAME.payload.json` | the digest of the image, and of its bill of materials |
/// | `NAME.sig` | the signature, in base 64 |
public final class Seal {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ALGORITHM = "SHA256withECDSA";

  private Seal() {}

  /// Before an image is made for it.
  ///
  /// @throws ImageException if the file has no private key that signs
  public static void require(Path key) throws ImageException, IOException {
    PemKey.readPrivate(key);
  }

  /// @param key a private key of the curve P-256, in PEM
  public static void sign(BuiltImage image, Path key) throws ImageException, IOException {
    Path bill = beside(image.archive(), ".cdx.json");
    byte[] payload = payload(image, Digests.hex(bill));
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(PemKey.readPrivate(key));
      signature.update(payload);
      Files.write(beside(image.archive(), ".payload.json"), payload);
      Files.writeString(
          beside(image.archive(), ".sig"), Base64.getEncoder().encodeToString(signature.sign()));
    } catch (GeneralSecurityException e) {
      throw new ImageException(key + " signs nothing: " + e.getMessage(), e);
    }
  }

  private static byte[] payload(BuiltImage image, String bill) throws IOException {
    ObjectNode payload = JSON.createObjectNode();
    ObjectNode critical = payload.putObject("critical");
    critical.putObject("identity").put("docker-reference", "poet/" + name(image.archive()));
    critical.putObject("image").put("docker-manifest-digest", image.digest());
    critical.put("type", "cosign container image signature");
    payload.putObject("optional").put("sbom", "sha256:" + bill);
    return JSON.writeValueAsBytes(payload);
  }

  /// The digest of an image that is whole, and signed by the key.
  ///
  /// @param key the public key, in PEM
  /// @throws ImageException with what is wrong, if anything is
  public static String verify(Path archive, Path key) throws ImageException, IOException {
    ImageArchive image = ImageArchive.read(archive);
    byte[] payload = read(beside(archive, ".payload.json"));
    byte[] signed = read(beside(archive, ".sig"));
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initVerify(PemKey.readPublic(key));
      signature.update(payload);
      if (!signature.verify(Base64.getMimeDecoder().decode(signed))) {
        throw new ImageException("The signature of %s is not one by %s.".formatted(archive, key));
      }
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new ImageException("The signature of %s is none.".formatted(archive), e);
    }
    JsonNode said = JSON.readTree(payload);
    String digest = said.path("critical").path("image").path("docker-manifest-digest").asText();
    if (!image.digest().equals(digest)) {
      throw new ImageException(
          "%s is the image %s, and the signature is of %s."
              .formatted(archive, image.digest(), digest));
    }
    // The name that it is loaded under is in no signed part of the archive.
    String name =
        "%s:%s"
            .formatted(
                said.path("critical").path("identity").path("docker-reference").asText(),
                image.label("org.opencontainers.image.version"));
    if (!image.name().equals(name)) {
      throw new ImageException(
          "%s calls itself %s, and the signature is of %s.".formatted(archive, image.name(), name));
    }
    Path bill = beside(archive, ".cdx.json");
    if (!said.path("optional").path("sbom").asText().equals("sha256:" + Digests.hex(read(bill)))) {
      throw new ImageException("%s is not the bill of materials that was signed.".formatted(bill));
    }
    return digest;
  }

  private static byte[] read(Path file) throws ImageException, IOException {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new ImageException("It is not signed: there is no " + file + ".", e);
    }
  }

  private static String name(Path archive) {
    return String.valueOf(archive.getFileName()).replaceFirst("\\.tar$", "");
  }

  private static Path beside(Path archive, String ending) {
    return archive.toAbsolutePath().resolveSibling(name(archive) + ending);
  }
}
