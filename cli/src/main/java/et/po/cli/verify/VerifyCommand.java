package et.po.cli.verify;

import et.po.cli.CommandException;
import et.po.cli.Console;
import et.po.cli.ExitCode;
import et.po.cli.JsonOption;
import et.po.protocol.bitcoin.BlockHeader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `poet verify`: an offline check.
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Checks works, claims, receipts and .ots files, without any network.",
      "It holds them against each other, and says who claimed what and when, how that was checked,"
          + " and what could not be."
    },
    footer = {
      "",
      "Examples:  poet verify sky.jpg proof/ID.json proof/ID.receipt.json",
      "           poet verify sky.jpg --proof proof/ID.work.ots",
      "           poet verify sky.jpg --proof sky.jpg.ots --header HEX",
      "What a file is, is told from its content; the order does not matter."
          + " Where no claim or no receipt is given, ID.json and ID.receipt.json are read from"
          + " beside an ID.work.ots or ID.json.ots.",
      "Exit code 1 where something given does not hold, or an .ots has neither header nor receipt."
    })
public final class VerifyCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "A work, a claim, a receipt or an .ots; - is what comes on stdin.")
  private List<Path> files = List.of();

  @Option(
      names = "--proof",
      paramLabel = "P",
      description = "A receipt or an .ots; may be given more than once.")
  private List<Path> proofs = List.of();

  @Option(
      names = "--header",
      paramLabel = "HEX",
      description = "The header of the block, from a Bitcoin node that you trust: 160 hex digits.")
  private Optional<String> header = Optional.empty();

  @Mixin private JsonOption json = new JsonOption();

  public VerifyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Optional<BlockHeader> trusted = header.map(VerifyCommand::header);
    List<Given> given = new ArrayList<>();
    Detection detection = new Detection(console);
    files.forEach(file -> given.add(detection.of(file)));
    proofs.forEach(file -> given.add(detection.proof(file)));
    addWhatIsBeside(given, detection);
    Report report = Verification.of(given, trusted);
    if (json.isSet()) {
      console.answer(ReportText.json(report, given));
    } else {
      console.answer(ReportText.lines(report));
    }
    return report.holds() ? ExitCode.DONE : ExitCode.NEGATIVE;
  }

  /// Claim and receipt, each where none was given.
  private void addWhatIsBeside(List<Given> given, Detection detection) {
    for (Path timestamp : Stream.concat(files.stream(), proofs.stream()).toList()) {
      if (given.stream().noneMatch(VerifyCommand::isReceipt)) {
        add(Beside.receipt(timestamp), given, detection);
      }
      if (given.stream().noneMatch(VerifyCommand::isClaim)) {
        add(Beside.claim(timestamp), given, detection);
      }
    }
  }

  private void add(Optional<Path> beside, List<Given> given, Detection detection) {
    beside.ifPresent(file -> {
      console.say("Reading " + file + " as well, which is beside the .ots.");
      given.add(detection.of(file));
    });
  }

  private static boolean isReceipt(Given given) {
    return switch (given) {
      case Given.Receipted _ -> true;
      case Given.Broken broken -> broken.verdict().equals(Detection.MALFORMED_RECEIPT);
      case Given.Claim _, Given.Work _, Given.Timestamp _ -> false;
    };
  }

  private static boolean isClaim(Given given) {
    return switch (given) {
      case Given.Claim _ -> true;
      case Given.Broken broken -> broken.part() == Part.CLAIM;
      case Given.Receipted _, Given.Work _, Given.Timestamp _ -> false;
    };
  }

  private static BlockHeader header(String hex) {
    try {
      return BlockHeader.parse(HexFormat.of().parseHex(hex.strip()))
          .orElseThrow(() -> CommandException.misuse("A block header has 160 hex digits."));
    } catch (IllegalArgumentException e) {
      throw CommandException.misuse("A block header is hexadecimal.");
    }
  }
}
