package et.po.cli.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
    assertTrue(when.findString("time").orElseThrow().startsWith("2023-11-14T22:13:20Z"));
    assertTrue(when.findString("height").orElseThrow().startsWith("4321"));
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
  void verify_workAlone_isNotProven() {
    assertBroken("work", "NO_WORK", work);
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
    Report report = Verification.of(Stream.of(files).map(Detection::of).toList(), header);
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
