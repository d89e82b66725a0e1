package et.po.cli.node;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.cli.ExitCode;
import et.po.cli.Said;
import et.po.protocol.claim.Ed25519Key;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeCommandsTest {
  private static final String ID = "ab".repeat(32);

  @TempDir Path directory;
  private StubServer node;

  @BeforeEach
  void start() throws IOException {
    node = new StubServer();
  }

  @AfterEach
  void stop() {
    node.close();
  }

  private Path claim() throws IOException {
    Path key = directory.resolve("key");
    Files.writeString(key, Ed25519Key.ofPassphrase("ann").privateBase58());
    Path claim = directory.resolve("mine.json");
    Said.by("claim", "create", "--name", "a", "--key", key, "--out", claim);
    return claim;
  }

  @Test
  void submit_validClaim_isGivenToTheNodeByteForByte() throws IOException {
    node.on("POST /works", 202, "");
    Path claim = claim();
    Said said = Said.by("claim", "submit", claim, "--node", node.url() + "/", "--json");
    assertEquals(ExitCode.DONE, said.exitCode(), said.err());
    assertEquals(List.of(Files.readString(claim)), node.bodies());
    assertEquals(64, said.json().findString("id").orElseThrow().length());
  }

  @Test
  void submit_wrongClaim_isNotEvenSent() throws IOException {
    Path claim = claim();
    Files.writeString(claim, Files.readString(claim).replace("\"a\"", "\"b\""));
    Said said = Said.by("claim", "submit", claim, "--node", node.url());
    assertEquals(ExitCode.NEGATIVE, said.exitCode());
    assertTrue(said.err().contains("ID_MISMATCH"), said.err());
    assertEquals(List.of(), node.bodies());
  }

  @Test
  void submit_refused_saysWhatTheNodeSays() throws IOException {
    node.on("POST /works", 422, "Too old.");
    Said said = Said.by("claim", "submit", claim(), "--node", node.url());
    assertEquals(ExitCode.NEGATIVE, said.exitCode());
    assertTrue(said.err().contains("refuses (422): Too old."), said.err());
  }

  @Test
  void submit_nodeInTrouble_isUnable() throws IOException {
    node.on("POST /works", 503, "no database");
    assertEquals(
        ExitCode.UNABLE, Said.by("claim", "submit", claim(), "--node", node.url()).exitCode());
  }

  @Test
  void anyCommand_nobodyAnswers_isUnableWithASentence() {
    node.close();
    Said said = Said.by("works", "show", ID, "--node", node.url());
    assertEquals(ExitCode.UNABLE, said.exitCode());
    assertTrue(said.err().contains("does not answer"), said.err());
  }

  @Test
  void anyCommand_noUrl_isMisuse() {
    assertEquals(ExitCode.MISUSE, Said.by("works", "show", ID, "--node", "localhost").exitCode());
    assertEquals(ExitCode.MISUSE, Said.by("works", "show", ID, "--node", "a b").exitCode());
    assertEquals(ExitCode.MISUSE, Said.by("works", "show", "xyz").exitCode());
  }

  @Test
  void show_knownWork_isShown() {
    node.on(
        "GET /works/" + ID,
        200,
        "{\"claim\":{\"name\":\"a\"},\"anchor\":{\"blockHeight\":7},\"issuer\":\"data:x\"}");
    Said said = Said.by("works", "show", ID, "--node", node.url());
    assertEquals(ExitCode.DONE, said.exitCode(), said.err());
    assertTrue(said.out().contains("  name            a\n"), said.out());
    assertTrue(said.out().contains("  blockHeight     7\n"), said.out());
    Said json = Said.by("works", "show", ID, "--node", node.url(), "--json");
    assertEquals(Optional.of("data:x"), json.json().findString("issuer"));
  }

  @Test
  void show_unknownWork_isNegative() {
    node.on("GET /works/" + ID, 404, "").on("GET /status", 200, "{\"roles\":{}}");
    Said said = Said.by("works", "show", ID, "--node", node.url());
    assertEquals(ExitCode.NEGATIVE, said.exitCode());
    assertTrue(said.err().contains("knows no work"), said.err());
  }

  @Test
  void show_whereNoNodeIs_saysSo() {
    node.on("GET /works/" + ID, 404, "Not found").on("GET /status", 404, "Not found");
    Said said = Said.by("works", "show", ID, "--node", node.url());
    assertEquals(ExitCode.UNABLE, said.exitCode());
    assertTrue(said.err().contains("is no node"), said.err());
    node.on("GET /works/" + ID, 200, "<html>");
    Said.by("works", "show", ID, "--node", node.url());
    Said page = Said.by("works", "show", ID, "--node", node.url());
    assertEquals(ExitCode.UNABLE, page.exitCode());
    assertTrue(page.err().contains("is no node"), page.err());
  }

  @Test
  void show_nodeInTrouble_isNotTakenForNoNode() {
    node.on("GET /works/" + ID, 404, "").on("GET /status", 503, "no database");
    Said said = Said.by("works", "show", ID, "--node", node.url());
    assertEquals(ExitCode.UNABLE, said.exitCode());
    assertTrue(said.err().contains("(503): no database"), said.err());
  }

  @Test
  void fetch_toAFile_saysThatItIsNoDirectory() throws IOException {
    anchored();
    Path note = Files.writeString(directory.resolve("note.txt"), "a note");
    for (Path out : List.of(note, note.resolve("below"))) {
      Said said = Said.by("proof", "fetch", ID, "--node", node.url(), "--out", out);
      assertEquals(ExitCode.UNABLE, said.exitCode());
      assertTrue(said.err().contains(note + " is not a directory."), said.err());
    }
  }

  private void anchored() {
    node.on("GET /works/" + ID + "/receipt", 200, "receipt")
        .on("GET /works/" + ID + "/claim", 200, "claim")
        .on("GET /works/" + ID + "/proof.ots", 200, new byte[] {0, 1, -1})
        .on("GET /works/" + ID + "/work.ots", 404, "The node knows no SHA-256 of the work.");
  }

  @Test
  void fetch_anchoredWork_writesItsFiles() throws IOException {
    anchored();
    Path out = directory.resolve("new/proof");
    Said said = Said.by("proof", "fetch", ID, "--node", node.url(), "--out", out);
    assertEquals(ExitCode.DONE, said.exitCode(), said.err());
    assertEquals("receipt", Files.readString(out.resolve(ID + ".receipt.json")));
    assertEquals("claim", Files.readString(out.resolve(ID + ".json")));
    assertArrayEquals(new byte[] {0, 1, -1}, Files.readAllBytes(out.resolve(ID + ".json.ots")));
    assertFalse(Files.exists(out.resolve(ID + ".work.ots")));
    assertTrue(said.err().contains("no SHA-256"), said.err());
    assertEquals(
        ExitCode.DONE,
        Said.by("proof", "fetch", ID, "--node", node.url(), "--out", out).exitCode());
  }

  @Test
  void fetch_otherFileThere_staysUnlessForced() throws IOException {
    anchored();
    Path claim = Files.writeString(directory.resolve(ID + ".json"), "mine");
    Said said = Said.by("proof", "fetch", ID, "--node", node.url(), "--out", directory);
    assertEquals(ExitCode.UNABLE, said.exitCode());
    assertTrue(said.err().contains("exists already with another content"), said.err());
    assertEquals("mine", Files.readString(claim));
    assertFalse(Files.exists(directory.resolve(ID + ".receipt.json")));
    Said forced =
        Said.by("proof", "fetch", ID, "--node", node.url(), "--out", directory, "--force");
    assertEquals(ExitCode.DONE, forced.exitCode());
    assertEquals("claim", Files.readString(claim));
  }

  @Test
  void fetch_noProofYet_saysTheStage() {
    node.on("GET /works/" + ID + "/receipt", 404, "It is stored.")
        .on("GET /works/" + ID, 200, "{}");
    Said said = Said.by("proof", "fetch", ID, "--node", node.url(), "--out", directory);
    assertEquals(ExitCode.NEGATIVE, said.exitCode());
    assertTrue(said.err().contains("It is stored."), said.err());
    assertEquals("", said.out());
  }

  @Test
  void fetch_waiting_saysEachStageOnceAndThenHasTheProof() {
    node.on("GET /works/" + ID, 200, "{}")
        .on("GET /works/" + ID + "/receipt", 404, "It is stored.")
        .on("GET /works/" + ID + "/receipt", 404, "It is stored.")
        .on("GET /works/" + ID + "/receipt", 404, "It is sent.");
    anchored();
    Said said =
        Said.by("proof", "fetch", ID, "--node", node.url(), "--out", directory, "--wait", "--json");
    assertEquals(ExitCode.DONE, said.exitCode(), said.err());
    assertTrue(
        said.err().startsWith("Waiting for the proof, for up to 1h.\nIt is stored.\nIt is sent.\n"),
        said.err());
    assertEquals(Optional.of(ID), said.json().findString("id"));
  }

  @Test
  void fetch_waitingTooLong_isNegative() {
    node.on("GET /works/" + ID + "/receipt", 404, "It is stored.")
        .on("GET /works/" + ID, 200, "{}");
    Said said =
        Said.by(
            "proof",
            "fetch",
            ID,
            "--node",
            node.url(),
            "--out",
            directory,
            "--wait",
            "--timeout",
            "PT0.1S");
    assertEquals(ExitCode.NEGATIVE, said.exitCode());
    assertTrue(said.err().contains("Waited for 0.1s."), said.err());
  }

  @Test
  void fetch_unknownWork_isNegativeAtOnce() {
    unknown();
    Said said = Said.by("proof", "fetch", ID, "--node", node.url());
    assertEquals(ExitCode.NEGATIVE, said.exitCode());
    assertTrue(said.err().contains("knows no work"), said.err());
    assertFalse(said.err().contains("Waiting"), said.err());
  }

  @Test
  void fetch_waitingForAWorkThatIsNotKnownYet_goesOnUntilItIs() {
    unknown();
    node.on("GET /works/" + ID + "/receipt", 404, "It is stored.")
        .on("GET /works/" + ID, 200, "{}");
    anchored();
    Said said = Said.by("proof", "fetch", ID, "--node", node.url(), "--out", directory, "--wait");
    assertEquals(ExitCode.DONE, said.exitCode(), said.err());
    assertTrue(said.err().contains("knows no work " + ID + ".\nIt is stored.\n"), said.err());
  }

  @Test
  void fetch_waitingTooLongForAnUnknownWork_saysBoth() {
    unknown();
    Said said =
        Said.by("proof", "fetch", ID, "--node", node.url(), "--wait", "--timeout", "PT0.1S");
    assertEquals(ExitCode.NEGATIVE, said.exitCode());
    assertTrue(said.err().contains("knows no work " + ID + ". Waited for 0.1s."), said.err());
  }

  @Test
  void fetch_waitingWhereNoNodeIs_doesNotWait() {
    node.on("GET /works/" + ID + "/receipt", 404, "")
        .on("GET /works/" + ID, 404, "")
        .on("GET /status", 404, "");
    Said said = Said.by("proof", "fetch", ID, "--node", node.url(), "--wait");
    assertEquals(ExitCode.UNABLE, said.exitCode());
    assertTrue(said.err().contains("is no node"), said.err());
  }

  private void unknown() {
    node.on("GET /works/" + ID + "/receipt", 404, "")
        .on("GET /works/" + ID, 404, "")
        .on("GET /status", 200, "{\"roles\":{}}");
  }
}
