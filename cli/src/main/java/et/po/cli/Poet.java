package et.po.cli;

import et.po.cli.admin.AdminCommand;
import et.po.cli.admin.BenchCommand;
import et.po.cli.admin.TestCommand;
import et.po.cli.claim.ClaimCommand;
import et.po.cli.claim.KeysCommand;
import et.po.cli.cluster.ClusterCommand;
import et.po.cli.drill.DrillCommand;
import et.po.cli.image.ImageCommand;
import et.po.cli.load.LoadCommand;
import et.po.cli.node.ProofCommand;
import et.po.cli.node.WorksCommand;
import et.po.cli.run.RunCommand;
import et.po.cli.tools.ToolsCommand;
import et.po.cli.verify.VerifyCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The command line: what `poet` starts.
@Command(
    name = "poet",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Registers creative works as signed claims, anchors them to Bitcoin, and proves who claimed"
            + " what and when.",
    footer = {
      "",
      "Start with:  poet run",
      "Exit codes: 0 as asked, 1 a negative answer, 2 misuse, 3 could not be done here."
    })
public final class Poet {
  private Poet() {}

  public static void main(String[] arguments) {
    System.exit(commandLine(Console.ofProcess()).execute(arguments));
  }

  /// Every command there is, speaking through one console.
  public static CommandLine commandLine(Console console) {
    CommandLine poet =
        new CommandLine(new Poet())
            .addSubcommand(new RunCommand(console))
            .addSubcommand(ClaimCommand.commandLine(console))
            .addSubcommand(KeysCommand.commandLine(console))
            .addSubcommand(new VerifyCommand(console))
            .addSubcommand(WorksCommand.commandLine(console))
            .addSubcommand(ProofCommand.commandLine(console))
            .addSubcommand(AdminCommand.commandLine(console))
            .addSubcommand(new BenchCommand(console))
            .addSubcommand(new TestCommand())
            .addSubcommand(new ToolsCommand(console))
            .addSubcommand(new DrillCommand(console))
            .addSubcommand(new LoadCommand(console))
            .addSubcommand(ImageCommand.commandLine(console))
            .addSubcommand(ClusterCommand.commandLine(console))
            .addSubcommand(new CommandLine.HelpCommand());
    return poet.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8))
        .setUsageHelpAutoWidth(true)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionStrategy(Poet::runLast)
        .setParameterExceptionHandler(new Misuse())
        .setExecutionExceptionHandler(new Failures(System.getenv()));
  }

  /// A command that is only a group of others cannot be run.
  private static int runLast(CommandLine.ParseResult parsed) {
    CommandLine.ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    CommandLine asked = last.commandSpec().commandLine();
    boolean group = !asked.getSubcommands().isEmpty();
    if (group && !last.isUsageHelpRequested() && !last.isVersionHelpRequested()) {
      throw new CommandLine.ParameterException(asked, "Which command?");
    }
    return new CommandLine.RunLast().execute(parsed);
  }
}
