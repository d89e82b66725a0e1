package et.po.cli.claim;

import et.po.cli.Console;
import et.po.cli.ExitCode;
import et.po.cli.InputFile;
import et.po.cli.JsonOption;
import et.po.cli.Trouble;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `poet claim inspect`: all that can be found out about claims, wrong ones included.
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    description = "Shows claims' canonical text, id, signing input and verdict.",
    footer = {
      "",
      "Examples:  poet claim inspect claim.json",
      "           poet claim inspect --json *.json",
      "Exit code 1 where a claim is not VALID."
    })
final class InspectCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "A claim file; - is what comes on stdin.")
  private List<String> files = List.of();

  @Mixin private JsonOption json = new JsonOption();

  InspectCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    int exitCode = ExitCode.DONE;
    for (String file : files) {
      exitCode = Math.max(exitCode, inspect(new InputFile(file, console)));
    }
    return exitCode;
  }

  private int inspect(InputFile file) {
    try {
      Findings findings = Findings.of(file.read());
      if (json.isSet()) {
        console.answer(findings.json(file.name()));
      } else {
        console.answer(findings.lines(file.name()));
      }
      return findings.areValid() ? ExitCode.DONE : ExitCode.NEGATIVE;
    } catch (IOException e) {
      // A document a file, this one included: whoever reads them counts on it.
      if (json.isSet()) {
        console.answer(Findings.ofUnreadable(Trouble.sentence(e)).json(file.name()));
      }
      console.say("poet claim inspect: " + Trouble.sentence(e));
      return ExitCode.UNABLE;
    }
  }
}
