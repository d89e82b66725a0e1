package et.po.cli.run;

import et.po.cli.Console;
import et.po.cli.Poet;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/// `poet run` with stand-ins for regtest, node and frost; PostgreSQL is the real one.
final class StandInRun {
  private StandInRun() {}

  public static void main(String[] arguments) {
    Console console = new Console(System.in, System.out, System.err, false, false);
    CommandLine poet = Poet.commandLine(console);
    RunCommand run =
        new RunCommand(
            console,
            (settings, data, secrets) ->
                new Programs(
                    List.of(
                        new ProgramService(
                            program("regtest", settings.ports().bitcoin()),
                            data.logs(),
                            data.processes())),
                    List.of(program("node", settings.ports().nodeManagement())),
                    List.of(program("frost", settings.ports().frostManagement())),
                    List.of("migrate")));
    CommandLine command =
        new CommandLine(run)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExecutionExceptionHandler(poet.getExecutionExceptionHandler())
            .setParameterExceptionHandler(poet.getParameterExceptionHandler());
    System.exit(command.execute(arguments));
  }

  private static Program program(String name, int port) {
    Map<String, String> environment = new HashMap<>();
    environment.put("STAND_IN_PORT", Integer.toString(port));
    // What a test wants of one of them comes as, for example, node.STAND_IN_REFUSES.
    System.getProperties()
        .forEach((key, value) -> {
          if (key.toString().startsWith(name + ".STAND_IN")) {
            environment.put(key.toString().substring(name.length() + 1), value.toString());
          }
        });
    return new Program(
        name,
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-cp",
            System.getProperty("java.class.path"),
            StandIn.class.getName()),
        environment,
        URI.create("http://127.0.0.1:" + port + "/"));
  }
}
