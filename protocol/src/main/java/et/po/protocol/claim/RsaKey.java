package et.po.protocol.claim;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/// An RSA key of 2048 bits or more; its private text is PKCS#1 PEM, its public one
/// SubjectPublicKeyInfo PEM with CRLF line ends.
public final class RsaKey implements ClaimKey {
  private static final int LEAST_BITS = 2048;
  private static final Pattern PKCS_1 =
      Pattern.compile(
          "-----BEGIN RSA PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END RSA PRIVATE KEY-----");

  private final PrivateKey privateKey;
  private final String publicPem;
  private final Issuer issuer;

  private RsaKey(PrivateKey privateKey, String publicPem) {
    this.privateKey = privateKey;
    this.publicPem = publicPem;
    this.issuer = Issuer.of(this);
  }

  /// The key in a PKCS#1 PEM text.
  ///
  /// @throws IllegalArgumentException if it is none
  public static RsaKey ofPem(String pem) {
    Matcher body = PKCS_1.matcher(pem);
    if (!body.find()) {
      throw new IllegalArgumentException("there is no RSA PRIVATE KEY in the text");
    }
    try {
      RSAPrivateKey pkcs1 =
          RSAPrivateKey.getInstance(Base64.getMimeDecoder().decode(body.group(1)));
      byte[] pkcs8 =
          new PrivateKeyInfo(new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption), pkcs1)
              .getEncoded();
      KeyFactory keys = KeyFactory.getInstance("RSA");
      RSAPrivateCrtKey key =
          (RSAPrivateCrtKey) keys.generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      return new RsaKey(key, publicPem(keys, key.getModulus(), key.getPublicExponent()));
    } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
      throw new IllegalArgumentException("the RSA PRIVATE KEY cannot be read", e);
    }
  }

  private static String publicPem(KeyFactory keys, BigInteger modulus, BigInteger exponent)
      throws GeneralSecurityException {
    if (modulus.bitLength() < LEAST_BITS) {
      throw new IllegalArgumentException("an RSA key has at least " + LEAST_BITS + " bits");
    }
    byte[] der = keys.generatePublic(new RSAPublicKeySpec(modulus, exponent)).getEncoded();
    String body =
        Base64.getMimeEncoder(64, "\r\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(der);
    return "-----BEGIN PUBLIC KEY-----\r\n" + body + "\r\n-----END PUBLIC KEY-----\r\n";
  }

  @Override
  public Suite suite() {
    return Suite.RSA;
  }

  @Override
  public Issuer issuer() {
    return issuer;
  }

  @Override
  public String publicText() {
    return publicPem;
  }

  @Override
  public byte[] sign(byte[] message) {
    return Pss.sign(privateKey, message);
  }

  @Override
  public String toString() {
    return "RsaKey[public half: " + publicPem.length() + " characters]";
  }
}
