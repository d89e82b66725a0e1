package et.po.protocol.claim;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// PS256: RSASSA-PSS with SHA-256, MGF1 with SHA-256 and a salt of 32 bytes (RFC 7518 section 3.5).
final class Pss {
  private static final PSSParameterSpec PS256 =
      new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1);
  private static final Pattern PEM =
      Pattern.compile(
          "^-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----",
          Pattern.MULTILINE);

  private Pss() {}

  static byte[] sign(PrivateKey key, byte[] message) {
    try {
      Signature signature = Signature.getInstance("RSASSA-PSS");
      signature.setParameter(PS256);
      signature.initSign(key);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the key was checked when it was made", e);
    }
  }

  static PublicKey publicKey(String pem) throws GeneralSecurityException {
    Matcher body = PEM.matcher(pem);
    if (!body.find()) {
      throw new InvalidKeyException("there is no PUBLIC KEY in the text");
    }
    byte[] der = Base64.getMimeDecoder().decode(body.group(1));
    return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der));
  }

  static boolean verify(PublicKey key, byte[] message, byte[] signed)
      throws GeneralSecurityException {
    Signature signature = Signature.getInstance("RSASSA-PSS");
    try {
      signature.setParameter(PS256);
      signature.initVerify(key);
      signature.update(message);
      return signature.verify(signed);
    } catch (InvalidKeyException | SignatureException e) {
      return false;
    }
  }
}
