package et.po.cli.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.cli.ExitCode;
import et.po.cli.Said;
import et.po.protocol.bitcoin.BlockHeader;
import et.po.protocol.claim.ClaimRefusedException;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonArray;
import et.po.protocol.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerifyCommandTest {
  @TempDir Path directory;

  private Proven proven;
  private Path work;
  private Path claim;
  private Path receipt;
  private Path claimOts;
  private Path workOts;

  @BeforeEach
  void lay() throws IOException, ClaimRefusedException {
    proven = Proven.of("Night sky");
    work = file("sky.txt", proven.work());
    claim = file("claim.json", proven.claim());
    receipt = file("receipt.json", proven.receiptFile());
    claimOts = file("proof.ots", proven.claimTimestamp());
    workOts = file("work.ots", proven.workTimestamp());
  }

  private Path file(String name, byte[] content) throws IOException {
    return Files.write(directory.resolve(name), content);
  }

  private static Said verify(Object... arguments) {
    List<Object> all = new ArrayList<>(List.of("verify", "--json"));
    all.addAll(List.of(arguments));
    return Said.by(all.toArray());
  }

  private static void assertHolds(Object... arguments) {
    Said said = verify(arguments);
    assertEquals(ExitCode.DONE, said.exitCode(), said.out() + said.err());
    assertEquals(Optional.of("HOLDS"), said.json().findString("verdict"));
  }

  private static void assertBroken(String part, String verdict, Object... arguments) {
    Said said = verify(arguments);
    assertEquals(ExitCode.NEGATIVE, said.exitCode(), said.out() + said.err());
    assertEquals(verdict + " in " + part, faults(said).getFirst());
  }

  private static List<String> faults(Said said) {
    return ((JsonArray) said.json().find("faults").orElseThrow())
        .items().stream()
            .map(fault -> (JsonObject) fault)
            .map(fault ->
                fault.findString("verdict").orElseThrow()
                    + " in "
                    + fault.findString("part").orElseThrow())
            .toList();
  }

  private static String unchecked(Said said) {
    return said.json().find("unchecked").map(Json::text).orElseThrow();
  }

  @Test
  void verify_everyCombination_holds() {
    assertHolds(work, receipt);
    assertHolds(receipt, work);
    assertHolds(claim, receipt);
    assertHolds(work, claim, receipt, claimOts, workOts);
    assertHolds(workOts, claimOts, receipt, claim, work);
    assertHolds(receipt);
    assertHolds(claim);
    assertHolds(claim, work);
    assertHolds(work, "--proof", receipt);
    assertHolds(receipt, workOts);
    assertHolds(claim, "--proof", claimOts, "--header", proven.header().hex());
    assertHolds(work, "--proof", workOts, "--header", proven.header().hex());
    assertHolds(work, claim, receipt, "--header", proven.header().hex());
  }

  @Test
  void verify_all_saysWhoWhatWhen() {
    JsonObject report = verify(work, claim, receipt).json();
    assertEquals(
        Optional.of("Night sky"), report.findObject("what").orElseThrow().findString("name"));
    assertTrue(
        report
            .findObject("who")
            .orElseThrow()
            .findString("issuer")
            .orElseThrow()
            .startsWith("data:"));
    JsonObject when = report.findObject("when").orElseThrow();
    assertEquals(Optional.of("2023-11-14T22:13:20Z"), when.findString("time"));
    assertEquals(Optional.of("4321"), when.find("height").map(Json::text));
    assertEquals(Optional.of("the receipt's word"), when.findString("heightNote"));
    String words = Said.by("verify", work, claim, receipt).out();
    assertTrue(words.contains("Night sky") && words.contains("getblockhash 4321"), words);
  }

  @Test
  void verify_withoutHeader_saysThatTheChainIsOpenAndHowToAsk() {
    assertTrue(unchecked(verify(receipt)).contains("best chain: no header was given"));
    assertTrue(unchecked(verify(receipt)).contains("who claims what"));
    assertTrue(unchecked(verify(claim)).contains("when it was claimed"));
    assertTrue(unchecked(verify(claim, receipt)).contains("regtest"));
  }

  @Test
  void verify_timestampWithoutHeader_isNotProven() {
    assertBroken("proof", "UNKNOWN_BLOCK", claim, claimOts);
    assertBroken("proof", "UNKNOWN_BLOCK", claimOts);
  }

  @Test
  void verify_timestampAsFetched_readsWhatIsBesideIt() throws IOException {
    Path fetched = file("ab.work.ots", proven.workTimestamp());
    assertBroken("proof", "UNKNOWN_BLOCK", work, "--proof", fetched);
    file("ab.receipt.json", proven.receiptFile());
    file("ab.json", proven.claim());
    assertHolds(work, "--proof", fetched);
    assertHolds(file("ab.json.ots", proven.claimTimestamp()));
    Said said = Said.by("verify", work, "--proof", fetched);
    assertTrue(said.err().contains("Reading " + directory.resolve("ab.json")), said.err());
    assertTrue(said.out().contains("Night sky"), said.out());
  }

  @Test
  void verify_workAlone_isMisuse() {
    Said said = verify(work);
    assertEquals(ExitCode.MISUSE, said.exitCode());
    assertTrue(said.err().contains("nothing to check it with"), said.err());
  }

  @Test
  void verify_claimWithoutProof_saysInFrontThatNoTimeIsProven() {
    Said said = Said.by("verify", work, claim);
    assertEquals(ExitCode.DONE, said.exitCode());
    assertTrue(
        said.out().startsWith("The claim holds; when it was made is not proven."), said.out());
    assertEquals(Optional.of("false"), verify(claim).json().find("timeProven").map(Json::text));
    assertTrue(Said.by("verify", claim, receipt).out().startsWith("It holds."));
  }

  @Test
  void verify_receiptWithAnotherId_isTheReceipt() throws IOException {
    String text = new String(proven.receiptFile(), StandardCharsets.UTF_8);
    String id = proven.receipt().claim().id();
    Path other = file("other.json", text.replace(id, "ab".repeat(32)).getBytes(UTF_8));
    assertBroken("proof", "CLAIM_ID", work, claim, other);
    String words = Said.by("verify", work, claim, other).out();
    assertTrue(words.contains("It names the claim " + "ab".repeat(32)), words);
    assertFalse(words.contains("blanks"), words);
  }

  @Test
  void verify_claimGivenWithATimestampAsFetched_readsTheReceiptBesideIt() throws IOException {
    Path fetched = file("ab.json.ots", proven.claimTimestamp());
    file("ab.receipt.json", proven.receiptFile());
    assertHolds(claim, fetched);
    assertFalse(Said.by("verify", claim, fetched).err().contains("ab.json as"));
  }

  @Test
  void verify_onlyTheWorkIsWrong_saysSoOnceAndWhatHoldsAllTheSame()
      throws IOException, ClaimRefusedException {
    Path wrong = file("wrong.txt", new byte[] {1});
    Said said = Said.by("verify", wrong, claim, receipt, claimOts, workOts);
    assertEquals(List.of("WORK in work"), faults(verify(wrong, claim, receipt)));
    for (String part :
        List.of(
            "is anchored as POET", "2023-11-14T22:13:20Z", "getblockhash 4321", "signed with")) {
      assertTrue(said.out().contains(part), said.out());
    }
    assertFalse(said.out().contains("HEIGHT"), said.out());
  }

  @Test
  void verify_onlyTheClaimIsWrong_blamesNothingElse() throws IOException, ClaimRefusedException {
    Path other = file("other.json", Proven.of("Another").claim());
    assertEquals(List.of("CLAIM_FILE in claim"), faults(verify(work, other, receipt, workOts)));
    byte[] tampered = new String(proven.claim(), UTF_8).replace("Night", "Light").getBytes(UTF_8);
    Said said = verify(work, file("tampered.json", tampered), receipt);
    assertEquals(List.of("ID_MISMATCH in claim"), faults(said));
    assertTrue(said.out().contains("is the work that the receipt is about"), said.out());
  }

  @Test
  void verify_onlyTheReceiptIsWrong_blamesNothingElse() throws IOException {
    String text = new String(proven.receiptFile(), UTF_8);
    String sha256 = proven.receipt().work().orElseThrow().sha256().hex();
    Path other = file("other.json", text.replace(sha256, "ab".repeat(32)).getBytes(UTF_8));
    Said said = verify(work, claim, other, workOts);
    assertEquals(List.of("WORK_PATH in proof"), faults(said));
    assertTrue(said.out().contains("is the work that the claim names"), said.out());
    assertTrue(unchecked(said).contains("work.ots leads"), said.out());
  }

  @Test
  void verify_wrongHeader_isSaidOnceAndNotTrusted() {
    Said said = Said.by("verify", work, claim, receipt, workOts, "--header", "0".repeat(160));
    assertFalse(said.out().contains("the header is the one that you trust"), said.out());
    assertFalse(said.out().contains("The chain has another block"), said.out());
    assertFalse(said.out().contains("HEIGHT"), said.out());
    assertTrue(said.out().contains("getblockhash 4321"), said.out());
    assertTrue(said.out().contains("is anchored as POET"), said.out());
    assertEquals(
        List.of("PROOF_OF_WORK in header"),
        faults(verify(work, claim, receipt, workOts, "--header", "0".repeat(160))));
    assertEquals(
        List.of("PROOF_OF_WORK in header"),
        faults(verify(work, workOts, "--header", "0".repeat(160))));
  }

  @Test
  void verify_rightHeader_isAmongWhatWasChecked() {
    String header = proven.header().hex();
    for (Path proof : List.of(receipt, claimOts)) {
      Said said = Said.by("verify", claim, proof, "--header", header);
      assertTrue(said.out().contains("the header is the one that you trust"), said.out());
    }
  }

  @Test
  void verify_columns_areAligned() {
    List<String> facts =
        Said.by("verify", work, claim, receipt)
            .out()
            .lines()
            .filter(line -> line.matches("  [a-zA-Z]+ .*"))
            .toList();
    assertEquals(
        List.of("issuer", "key", "claim", "name", "hash", "dated", "time", "block", "height"),
        facts.stream().map(line -> line.strip().split(" ")[0]).toList());
    for (String fact : facts) {
      assertTrue(fact.matches("[ a-zA-Z]{15} [^ ].*"), fact);
    }
  }

  @Test
  void verify_dash_isStdin() {
    List<String> arguments = List.of("verify", "--json", "-", receipt.toString());
    assertEquals(ExitCode.DONE, Said.by(proven.work(), arguments).exitCode());
    assertEquals(ExitCode.DONE, Said.by(proven.claim(), arguments).exitCode());
    assertEquals(ExitCode.NEGATIVE, Said.by(new byte[] {1}, arguments).exitCode());
    assertEquals(ExitCode.MISUSE, Said.by("verify", "-", "-").exitCode());
  }

  @Test
  void verify_otherFiles_saysWhichPart() throws IOException, ClaimRefusedException {
    Proven other = Proven.of("Another");
    Path otherWork = file("other.txt", other.work());
    Path otherClaim = file("other.json", other.claim());
    Path otherReceipt = file("other-receipt.json", other.receiptFile());
    Path otherOts = file("other.ots", other.claimTimestamp());
    assertBroken("work", "WORK", otherWork, receipt);
    assertBroken("work", "WORK", otherWork, claim);
    assertBroken("claim", "CLAIM_FILE", otherClaim, receipt);
    assertBroken("claim", "CLAIM_FILE", claim, otherReceipt);
    assertBroken("proof", "OTHER_FILE", claim, otherOts, "--header", other.header().hex());
    assertBroken("header", "OTHER_BLOCK", receipt, "--header", other.header().hex());
    assertBroken("proof", "TIMESTAMP_PATH", claim, claimOts, "--header", other.header().hex());
    assertBroken("proof", "MALFORMED_PROOF", work, "--proof", claim);
  }

  @Test
  void verify_claimLaidOutAnew_saysThatOnlyBlanksDiffer() throws IOException {
    byte[] withLineEnd =
        (new String(proven.claim(), StandardCharsets.UTF_8) + "\n")
            .getBytes(StandardCharsets.UTF_8);
    Said said = verify(file("nl.json", withLineEnd), receipt);
    assertEquals(ExitCode.NEGATIVE, said.exitCode());
    assertTrue(said.out().contains("other blanks"), said.out());
  }

  /// As the command does, without its words: these are many.
  private static List<String> faults(Optional<BlockHeader> header, Path... files) {
    Detection detection = new Detection(Said.nowhere());
    Report report = Verification.of(Stream.of(files).map(detection::of).toList(), header);
    return report.faults().stream().map(fault -> fault.verdict() + " in " + fault.part()).toList();
  }

  @Test
  void verify_anyByteOfTheClaimChanged_isTheClaim() throws IOException {
    for (int i = 0; i < proven.claim().length; i++) {
      Path tampered = file("tampered.json", changed(proven.claim(), i));
      List<String> faults = faults(Optional.empty(), work, tampered, receipt);
      assertTrue(faults.stream().anyMatch(fault -> fault.endsWith("in claim")), i + ": " + faults);
      assertTrue(faults.stream().noneMatch(fault -> fault.endsWith("in proof")), i + ": " + faults);
    }
  }

  @Test
  void verify_anyByteOfTheWorkChanged_isTheWork() throws IOException {
    for (int i = 0; i < proven.work().length; i++) {
      Path tampered = file("tampered.txt", changed(proven.work(), i));
      List<String> faults = faults(Optional.empty(), tampered, claim, receipt, claimOts, workOts);
      assertEquals(Set.of("WORK in work"), Set.copyOf(faults));
    }
  }

  @Test
  void verify_anyByteOfATimestampChanged_isTheProof() throws IOException {
    byte[] ots = proven.workTimestamp();
    for (int i = 0; i < ots.length; i++) {
      Path tampered = file("tampered.ots", changed(ots, i));
      // Its height, the last two bytes, a header does not tell; the report says so.
      if (i < ots.length - 2) {
        List<String> faults = faults(Optional.of(proven.header()), work, tampered);
        assertTrue(faults.getFirst().endsWith("in proof"), i + ": " + faults);
      }
      // With a receipt the height is known as well.
      List<String> faults = faults(Optional.empty(), work, tampered, receipt);
      assertTrue(faults.getFirst().endsWith("in proof"), i + ": " + faults);
    }
  }

  @Test
  void verify_anyByteOfTheReceiptChanged_isTold() throws IOException {
    String text = new String(proven.receiptFile(), StandardCharsets.UTF_8);
    int height = text.indexOf("\"height\":") + "\"height\":".length();
    for (int i = 0; i < text.length(); i++) {
      Path tampered = file("tampered.json", changed(proven.receiptFile(), i));
      List<String> faults = faults(Optional.empty(), work, claim, tampered);
      // The height is hearsay without a chain of headers; the report says so.
      boolean heightAlone = i >= height && i < height + 4;
      assertEquals(heightAlone, faults.isEmpty(), i + ": " + faults);
    }
  }

  private static byte[] changed(byte[] bytes, int at) {
    byte[] changed = bytes.clone();
    changed[at] ^= 1;
    return changed;
  }

  @ParameterizedTest
  @ValueSource(strings = {"00", "zz", "0011"})
  void verify_noHeader_isMisuse(String hex) {
    Said said = verify(receipt, "--header", hex);
    assertEquals(ExitCode.MISUSE, said.exitCode());
    assertTrue(said.err().contains("block header"), said.err());
  }

  @Test
  void verify_headerWithoutProof_isMisuse() {
    assertEquals(ExitCode.MISUSE, verify(claim, "--header", proven.header().hex()).exitCode());
  }

  @Test
  void verify_headerThatNobodyMined_isTold() {
    byte[] header = proven.header().bytes();
    String hex;
    do {
      header[79]++;
      hex = HexFormat.of().formatHex(header);
    } while (BlockHeader.parse(header).orElseThrow().meetsTarget());
    assertBroken("header", "PROOF_OF_WORK", work, workOts, "--header", hex);
  }

  @Test
  void verify_twoReceipts_isMisuse() throws IOException {
    Path copy = file("copy.json", proven.receiptFile());
    Said said = verify(receipt, copy);
    assertEquals(ExitCode.MISUSE, said.exitCode());
    assertTrue(said.err().contains("Two receipts"), said.err());
  }

  @Test
  void verify_missingFile_isUnable() {
    Said said = verify(directory.resolve("missing"));
    assertEquals(ExitCode.UNABLE, said.exitCode());
    assertTrue(said.err().contains("There is no file"), said.err());
  }
}
