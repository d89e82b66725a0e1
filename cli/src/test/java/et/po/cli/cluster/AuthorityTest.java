package et.po.cli.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The certificates, as Java reads them.
class AuthorityTest {
  private static final String SERVER_AUTHENTICATION = "1.3.6.1.5.5.7.3.1";
  private static final String CLIENT_AUTHENTICATION = "1.3.6.1.5.5.7.3.2";
  private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");

  @TempDir Path directory;
  private Authority authority;

  @BeforeEach
  void make() {
    authority = Authority.make("ca", directory, new SecureRandom(), NOW);
  }

  @Test
  void admit_client_isSignedWithNameAndGroup() throws Exception {
    authority.admit(Identity.client("one", "system:node:one", "system:nodes"), directory);
    X509Certificate one = certificate("one");
    one.verify(certificate("ca").getPublicKey());
    one.checkValidity(Date.from(NOW));
    assertEquals("CN=system:node:one,O=system:nodes", one.getSubjectX500Principal().getName());
    assertEquals(certificate("ca").getSubjectX500Principal(), one.getIssuerX500Principal());
    assertEquals(List.of(CLIENT_AUTHENTICATION), one.getExtendedKeyUsage());
    assertEquals(-1, one.getBasicConstraints());
    assertNull(one.getSubjectAlternativeNames());
  }

  @Test
  void admit_server_hasItsAddresses() throws Exception {
    authority.admit(
        Identity.server("api", "kube-apiserver", List.of("10.213.0.2", "kubernetes")), directory);
    X509Certificate api = certificate("api");
    assertEquals(List.of(SERVER_AUTHENTICATION), api.getExtendedKeyUsage());
    // 7 is an IP address, 2 a name (RFC 5280, GeneralName).
    assertEquals(
        List.of(List.of(7, "10.213.0.2"), List.of(2, "kubernetes")),
        List.copyOf(api.getSubjectAlternativeNames()));
  }

  @Test
  void admit_keyIsThatOfTheCertificate_andItsOwnersAlone() throws Exception {
    authority.admit(Identity.client("one", "one", ""), directory);
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(key("one"));
    signature.update(new byte[] {1});
    byte[] signed = signature.sign();
    signature.initVerify(certificate("one").getPublicKey());
    signature.update(new byte[] {1});
    assertTrue(signature.verify(signed));
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("one.key"))));
  }

  @Test
  void make_another_hasNotSignedThese() throws Exception {
    authority.admit(Identity.client("one", "one", ""), directory);
    Authority.make("other", directory, new SecureRandom(), NOW);
    X509Certificate one = certificate("one");
    X509Certificate other = certificate("other");
    assertTrue(other.getBasicConstraints() >= 0);
    assertThrows(SignatureException.class, () -> one.verify(other.getPublicKey()));
  }

  private X509Certificate certificate(String name) throws IOException, GeneralSecurityException {
    byte[] file = Files.readAllBytes(directory.resolve(name + ".crt"));
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(file));
  }

  private PrivateKey key(String name) throws IOException, GeneralSecurityException {
    String base64 =
        Files.readString(directory.resolve(name + ".key")).replaceAll("-----[A-Z ]+-----", "");
    return KeyFactory.getInstance("EC")
        .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64)));
  }
}
