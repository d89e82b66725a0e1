package et.po.systemtests;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/// A certificate that a server made for itself.
///
/// @param pem a file with its key and with itself
/// @param alone a file with itself alone
record Certificate(Path pem, Path alone) {
  private static final String PASSWORD = "changeit";
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

  /// @param name the host's
  static Certificate of(Checkout checkout, String file, String name) throws Exception {
    Path store = checkout.path(file + ".p12");
    keytool(
        "-genkeypair",
        "-keystore",
        store.toString(),
        "-storepass",
        PASSWORD,
        "-alias",
        file,
        "-keyalg",
        "EC",
        "-dname",
        "CN=" + file,
        "-ext",
        "san=dns:" + name,
        "-validity",
        "2");
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    String certificate = pem("CERTIFICATE", keys.getCertificate(file).getEncoded());
    String key = pem("PRIVATE KEY", keys.getKey(file, PASSWORD.toCharArray()).getEncoded());
    return new Certificate(
        Files.writeString(checkout.path(file + ".pem"), key + certificate),
        Files.writeString(checkout.path(file + ".crt"), certificate));
  }

  /// What a Java program is told so that it trusts these and no other.
  static String trust(Checkout checkout, Certificate... trusted) throws IOException {
    Path store = checkout.path("trust.p12");
    for (Certificate certificate : trusted) {
      keytool(
          "-importcert",
          "-noprompt",
          "-keystore",
          store.toString(),
          "-storepass",
          PASSWORD,
          "-alias",
          certificate.alone.getFileName().toString(),
          "-file",
          certificate.alone.toString());
    }
    return "-Djavax.net.ssl.trustStore=%s -Djavax.net.ssl.trustStorePassword=%s"
        .formatted(store, PASSWORD);
  }

  private static String pem(String what, byte[] bytes) throws GeneralSecurityException {
    return "-----BEGIN %s-----\n%s\n-----END %1$s-----\n"
        .formatted(what, LINES.encodeToString(bytes));
  }

  private static void keytool(String... arguments) throws IOException {
    List<String> command = new java.util.ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    Finished finished = Finished.run(new ProcessBuilder(command), PATIENCE);
    if (finished.exitCode() != 0) {
      throw new AssertionError("keytool: " + finished);
    }
  }
}
