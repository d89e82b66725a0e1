package et.po.cli.cluster;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/// Who the parts of a cluster believe: it is made with the cluster, and gone with it.
final class Authority {
  private static final Duration VALID = Duration.ofDays(365);
  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);
  private static final AlgorithmIdentifier ALGORITHM =
      new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
  private static final int SERIAL_BITS = 127;

  private final SecureRandom random;
  private final Instant now;
  private final X500Name name;
  private final KeyPair keys;

  private Authority(String name, SecureRandom random, Instant now) {
    this.random = random;
    this.now = now;
    this.name = name(name, "");
    this.keys = newKeys(random);
  }

  /// A new one, with its key and certificate in files of this name.
  static Authority make(String name, Path directory, SecureRandom random, Instant now) {
    Authority authority = new Authority(name, random, now);
    authority.sign(
        authority.name,
        authority.keys,
        new KeyPairFile(directory, name),
        certificate -> {
          certificate.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
          certificate.addExtension(
              Extension.keyUsage,
              true,
              new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign | KeyUsage.digitalSignature));
        });
    return authority;
  }

  /// Gives a new key and its certificate to this one.
  void admit(Identity identity, Path directory) {
    sign(
        name(identity.name(), identity.group()),
        newKeys(random),
        new KeyPairFile(directory, identity.file()),
        certificate -> {
          certificate.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
          certificate.addExtension(
              Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
          boolean serves = !identity.addresses().isEmpty();
          certificate.addExtension(
              Extension.extendedKeyUsage,
              false,
              new ExtendedKeyUsage(
                  serves ? KeyPurposeId.id_kp_serverAuth : KeyPurposeId.id_kp_clientAuth));
          if (serves) {
            certificate.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(
                    identity.addresses().stream()
                        .map(Authority::address)
                        .toArray(GeneralName[]::new)));
          }
        });
  }

  /// A pair of keys without a certificate, whose public one stands in its place.
  static void makeKeys(KeyPairFile file, SecureRandom random) {
    KeyPair keys = newKeys(random);
    file.write(keys.getPrivate().getEncoded(), "PUBLIC KEY", keys.getPublic().getEncoded());
  }

  private interface Extensions {
    void add(ExtensionsGenerator certificate) throws IOException;
  }

  private void sign(X500Name subject, KeyPair own, KeyPairFile file, Extensions extensions) {
    V3TBSCertificateGenerator certificate = new V3TBSCertificateGenerator();
    certificate.setSerialNumber(new ASN1Integer(new BigInteger(SERIAL_BITS, random)));
    certificate.setIssuer(name);
    certificate.setStartDate(new Time(Date.from(now.minus(CLOCKS_DIFFER))));
    certificate.setEndDate(new Time(Date.from(now.plus(VALID))));
    certificate.setSubject(subject);
    certificate.setSubjectPublicKeyInfo(
        SubjectPublicKeyInfo.getInstance(own.getPublic().getEncoded()));
    certificate.setSignature(ALGORITHM);
    try {
      ExtensionsGenerator all = new ExtensionsGenerator();
      extensions.add(all);
      certificate.setExtensions(all.generate());
      byte[] signed = signed(certificate.generateTBSCertificate());
      file.write(own.getPrivate().getEncoded(), "CERTIFICATE", signed);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("a certificate of our own making is refused", e);
    }
  }

  private byte[] signed(TBSCertificate content) throws GeneralSecurityException, IOException {
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(keys.getPrivate(), random);
    signature.update(content.getEncoded(ASN1Encoding.DER));
    return new DERSequence(
            new ASN1Encodable[] {content, ALGORITHM, new DERBitString(signature.sign())})
        .getEncoded(ASN1Encoding.DER);
  }

  private static GeneralName address(String text) {
    boolean isNumber = text.chars().allMatch(c -> c == '.' || Character.isDigit(c));
    return new GeneralName(isNumber ? GeneralName.iPAddress : GeneralName.dNSName, text);
  }

  private static X500Name name(String name, String group) {
    X500NameBuilder builder = new X500NameBuilder(BCStyle.INSTANCE);
    if (!group.isEmpty()) {
      builder.addRDN(BCStyle.O, group);
    }
    return builder.addRDN(BCStyle.CN, name).build();
  }

  private static KeyPair newKeys(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has P-256", e);
    }
  }
}
