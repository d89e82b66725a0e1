package et.po.cli.claim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.cli.ExitCode;
import et.po.cli.Said;
import et.po.protocol.claim.Ed25519Key;
import et.po.protocol.ipfs.FileImporter;
import et.po.protocol.ipfs.Sha256;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.MalformedJsonException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClaimCommandsTest {
  @TempDir Path directory;

  private static List<JsonObject> vectors() throws IOException, MalformedJsonException {
    List<JsonObject> vectors = new ArrayList<>();
    Path all = Path.of(System.getProperty("vectors.directory"), "claims");
    try (Stream<Path> files = Files.list(all)) {
      for (Path file : files.sorted().toList()) {
        vectors.add((JsonObject) Json.parse(Files.readAllBytes(file)));
      }
    }
    return vectors;
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(directory.resolve(name), content);
  }

  private Path keyFile(String name) throws IOException {
    return file(name + ".key", Ed25519Key.ofPassphrase(name).privateBase58() + "\n");
  }

  @Test
  void inspect_vectors_areJudgedAsTheOriginalDid() throws IOException, MalformedJsonException {
    List<JsonObject> vectors = vectors();
    List<Object> arguments = new ArrayList<>(List.of("claim", "inspect", "--json"));
    for (int i = 0; i < vectors.size(); i++) {
      arguments.add(file(i + ".json", vectors.get(i).findObject("signed").orElseThrow().text()));
    }
    Said said = Said.by(arguments.toArray());
    assertEquals(ExitCode.NEGATIVE, said.exitCode());
    assertEquals(vectors.size(), said.documents().size());
    for (int i = 0; i < vectors.size(); i++) {
      JsonObject expected = vectors.get(i);
      JsonObject document = said.documents().get(i);
      assertEquals(expected.find("checks"), document.find("checks"), "vector " + i);
      if (expected.find("canonical").isPresent()) {
        assertEquals(expected.find("canonical"), document.find("canonical"));
        assertEquals(expected.find("id"), document.find("id"));
      }
      expected
          .findObject("signing")
          .flatMap(signing -> signing.find("signingInputBase64"))
          .ifPresent(input -> assertEquals(Optional.of(input), document.find("signingInput")));
      assertTrue(document.findString("verdict").isPresent());
    }
  }

  @Test
  void inspect_validClaim_isZero() throws IOException, MalformedJsonException {
    Path claim = file("c.json", vectors().getFirst().findObject("signed").orElseThrow().text());
    Said said = Said.by("claim", "inspect", claim);
    assertEquals(ExitCode.DONE, said.exitCode());
    assertTrue(said.out().contains("VALID"), said.out());
    assertTrue(said.out().contains("<http://schema.org/name> \"A short note\""), said.out());
  }

  @Test
  void inspect_stdin_isRead() throws IOException, MalformedJsonException {
    byte[] claim =
        vectors()
            .getFirst()
            .findObject("signed")
            .orElseThrow()
            .text()
            .getBytes(StandardCharsets.UTF_8);
    Said said = Said.by(claim, List.of("claim", "inspect", "-", "--json"));
    assertEquals(Optional.of("VALID"), said.json().findString("verdict"));
    assertEquals(ExitCode.DONE, said.exitCode());
  }

  @Test
  void inspect_whateverItIs_hasADocumentEach() throws IOException {
    Path text = file("a.txt", "not JSON");
    Path deep = file("b.json", "[".repeat(100_000));
    Path list = file("c.json", "[1]");
    Path missing = directory.resolve("missing.json");
    Said said = Said.by("claim", "inspect", "--json", text, deep, missing, list);
    assertEquals(ExitCode.UNABLE, said.exitCode());
    assertEquals(
        List.of("MALFORMED", "MALFORMED", "UNREADABLE", "SCHEMA_INVALID"),
        said.documents().stream().map(one -> one.findString("verdict").orElseThrow()).toList());
    assertTrue(said.documents().stream().allMatch(one -> one.findString("because").isPresent()));
    assertTrue(said.err().contains("There is no file " + missing), said.err());
  }

  @Test
  void keysNew_toFile_isReadableByItsOwnerAloneAndNeverOverwritten() throws IOException {
    Path key = directory.resolve("new.key");
    Said said = Said.by("keys", "new", "--out", key, "--json");
    assertEquals(ExitCode.DONE, said.exitCode(), said.err());
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(key)));
    Ed25519Key made = Ed25519Key.ofPrivateBase58(Files.readString(key).strip());
    assertEquals(Optional.of(made.publicBase58()), said.json().findString("publicKey"));
    assertEquals(Optional.of(made.issuer().uri()), said.json().findString("issuer"));
    assertFalse(said.out().contains(made.privateBase58()));
    String before = Files.readString(key);
    Said again = Said.by("keys", "new", "--out", key);
    assertEquals(ExitCode.UNABLE, again.exitCode());
    assertTrue(again.err().contains("never overwritten"), again.err());
    assertEquals(before, Files.readString(key));
  }

  @Test
  void create_withKeyAndWork_isAValidClaimOfThatWork() throws IOException {
    Path work = file("work.txt", "the work\n");
    Path out = directory.resolve("claim.json");
    Said said =
        Said.by(
            "claim",
            "create",
            "--name",
            "Ñ",
            "--author",
            "Ann",
            "--field",
            "tags=a,b",
            "--work",
            work,
            "--key",
            keyFile("ann"),
            "--out",
            out);
    assertEquals(ExitCode.DONE, said.exitCode(), said.err());
    assertEquals(ExitCode.DONE, Said.by("claim", "inspect", out).exitCode());
    JsonObject claim = claimOf(Files.readAllBytes(out));
    assertEquals(Optional.of("Ñ"), claim.findString("name"));
    assertEquals(Optional.of("a,b"), claim.findString("tags"));
    assertEquals(Optional.of(Sha256.of(Files.readAllBytes(work)).hex()), claim.findString("hash"));
    Said again = Said.by("claim", "create", "--name", "other", "--out", out);
    assertEquals(ExitCode.UNABLE, again.exitCode());
    assertTrue(again.err().contains("exists already"), again.err());
  }

  @Test
  void create_withCid_namesTheWorkAsFrostDoes() throws IOException {
    Path work = file("work.txt", "the work\n");
    Said said = Said.by("claim", "create", "--work", work, "--hash", "cid");
    assertEquals(
        Optional.of(FileImporter.cidOf(Files.readAllBytes(work)).toString()),
        claimOf(said.out().getBytes(StandardCharsets.UTF_8)).findString("hash"));
  }

  @Test
  void create_fromFields_optionsWin() throws IOException {
    Path fields = file("fields.json", "{\"name\":\"a\",\"author\":\"b\"}");
    Said said = Said.by("claim", "create", "--fields", fields, "--name", "c");
    JsonObject claim = claimOf(said.out().getBytes(StandardCharsets.UTF_8));
    assertEquals(Optional.of("c"), claim.findString("name"));
    assertEquals(Optional.of("b"), claim.findString("author"));
  }

  @Test
  void inspect_unsignedClaim_saysHowToSignIt() throws IOException {
    Path claim = directory.resolve("unsigned.json");
    Said.by("claim", "create", "--name", "a", "--out", claim);
    Said said = Said.by("claim", "inspect", "--json", claim);
    assertEquals(Optional.of("SCHEMA_INVALID"), said.json().findString("verdict"));
    String sentence = "It is not signed; poet claim sign signs it.";
    assertEquals(Optional.of(sentence), said.json().findString("because"));
    assertTrue(Said.by("claim", "submit", claim).err().contains(sentence));
    assertTrue(Said.by("verify", claim).out().contains(sentence));
  }

  @Test
  void create_dates_areIso() {
    for (String date : List.of("2026", "2026-01", "2026-01-31", "2026-01-31T12:00:00")) {
      assertEquals(
          ExitCode.DONE, Said.by("claim", "create", "--date-created", date).exitCode(), date);
    }
    for (String date : List.of("2026-01-31T12:00Z", "2026-01-31T12:00:00.123+01:00")) {
      assertEquals(
          ExitCode.DONE, Said.by("claim", "create", "--date-published", date).exitCode(), date);
    }
    for (String date : List.of("yesterday", "2026-02-31", "31.1.2026", "")) {
      Said said = Said.by("claim", "create", "--date-created", date);
      assertEquals(ExitCode.MISUSE, said.exitCode(), date);
      assertTrue(said.err().contains("--date-created takes a date such as"), said.err());
    }
  }

  @Test
  void newFiles_whereNoDirectoryIs_areRefusedWithItsName() {
    Path file = directory.resolve("missing/a.key");
    String sentence = "There is no directory " + file.getParent() + ".";
    Said key = Said.by("keys", "new", "--out", file);
    assertEquals(ExitCode.UNABLE, key.exitCode());
    assertTrue(key.err().contains(sentence), key.err());
    Said claim = Said.by("claim", "create", "--name", "a", "--out", file);
    assertTrue(claim.err().contains(sentence), claim.err());
  }

  @Test
  void create_unmappedField_isRefusedAtOnce() throws IOException {
    Said unsigned = Said.by("claim", "create", "--field", "mine=x");
    assertEquals(ExitCode.NEGATIVE, unsigned.exitCode());
    assertTrue(unsigned.err().contains("No context maps the field mine"), unsigned.err());
    assertTrue(unsigned.err().contains("--context"), unsigned.err());
    Said said = Said.by("claim", "create", "--field", "mine=x", "--key", keyFile("ann"));
    assertEquals(ExitCode.NEGATIVE, said.exitCode());
    assertTrue(said.err().contains("UNMAPPED_PROPERTY"), said.err());
    assertEquals("", said.out());
    Path context = file("context.json", "{\"mine\":\"http://example.org/mine\"}");
    assertEquals(
        ExitCode.DONE,
        Said.by(
                "claim",
                "create",
                "--field",
                "mine=x",
                "--context",
                context,
                "--key",
                keyFile("ann"))
            .exitCode());
  }

  @Test
  void create_saysNothing_isMisuse() {
    assertEquals(ExitCode.MISUSE, Said.by("claim", "create").exitCode());
    assertEquals(
        ExitCode.MISUSE, Said.by("claim", "create", "--name", "a", "--type", "Book").exitCode());
  }

  @Test
  void sign_unsignedClaim_isValidAndAddsNoByte() throws IOException {
    Path unsigned = directory.resolve("unsigned.json");
    Said.by("claim", "create", "--name", "a", "--out", unsigned);
    Said said = Said.by("claim", "sign", unsigned, "--key", keyFile("ann"));
    assertEquals(ExitCode.DONE, said.exitCode(), said.err());
    byte[] signed = said.out().getBytes(StandardCharsets.UTF_8);
    assertEquals('}', signed[signed.length - 1]);
    assertArrayEquals(signed, ((JsonObject) parse(signed)).text().getBytes(StandardCharsets.UTF_8));
    assertEquals(ExitCode.DONE, Said.by(signed, List.of("claim", "inspect", "-")).exitCode());
  }

  @Test
  void sign_anothersClaim_isRefused() throws IOException {
    Path claim = directory.resolve("claim.json");
    Said.by("claim", "create", "--name", "a", "--key", keyFile("ann"), "--out", claim);
    Said said = Said.by("claim", "sign", claim, "--key", keyFile("bob"));
    assertEquals(ExitCode.NEGATIVE, said.exitCode());
    assertTrue(said.err().contains("issuer is not the one of this key"), said.err());
  }

  @Test
  void sign_withoutAKeyInTheFile_saysSoAndNotWhatIsInIt() throws IOException {
    Path key = file("broken.key", "secret-but-no-key");
    Path claim = file("claim.json", "{\"claim\":{\"name\":\"a\"}}");
    Said said = Said.by("claim", "sign", claim, "--key", key);
    assertEquals(ExitCode.UNABLE, said.exitCode());
    assertTrue(said.err().contains("holds no private key"), said.err());
    assertFalse(said.err().contains("secret-but-no-key"), said.err());
  }

  private static JsonObject claimOf(byte[] envelope) {
    return ((JsonObject) parse(envelope)).findObject("claim").orElseThrow();
  }

  private static Json parse(byte[] json) {
    try {
      return Json.parse(json);
    } catch (MalformedJsonException e) {
      throw new AssertionError(e);
    }
  }
}
