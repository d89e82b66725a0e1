package et.po.images;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Keys of the curve P-256 in PEM (RFC 7468), as `openssl` writes them.
final class PemKey {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");
  private static final String HOW =
      "openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out FILE makes one";

  private PemKey() {}

  /// A private key, in PKCS #8 without a password.
  static PrivateKey readPrivate(Path file) throws ImageException, IOException {
    byte[] der = read(file, "PRIVATE KEY");
    try {
      PrivateKey key = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
      requireCurve(key);
      return key;
    } catch (GeneralSecurityException e) {
      throw new ImageException(
          "%s is no private key of the curve P-256; %s.".formatted(file, HOW), e);
    }
  }

  static PublicKey readPublic(Path file) throws ImageException, IOException {
    byte[] der = read(file, "PUBLIC KEY");
    try {
      PublicKey key = KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(der));
      requireCurve(key);
      return key;
    } catch (GeneralSecurityException e) {
      throw new ImageException("%s is no public key of the curve P-256.".formatted(file), e);
    }
  }

  private static void requireCurve(Key key) throws GeneralSecurityException {
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec("secp256r1"));
    ECParameterSpec wanted = parameters.getParameterSpec(ECParameterSpec.class);
    if (!(key instanceof ECKey curve)
        || !curve.getParams().getCurve().equals(wanted.getCurve())
        || !curve.getParams().getGenerator().equals(wanted.getGenerator())) {
      throw new InvalidKeyException("of another curve");
    }
  }

  private static byte[] read(Path file, String label) throws ImageException, IOException {
    String text;
    try {
      text = Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      throw new ImageException("There is no key " + file + ".", e);
    }
    Matcher block = BLOCK.matcher(text);
    if (!block.find() || !block.group(1).equals(label)) {
      throw new ImageException("%s has no %s in PEM; %s.".formatted(file, label, HOW));
    }
    return Base64.getMimeDecoder().decode(block.group(2));
  }
}
