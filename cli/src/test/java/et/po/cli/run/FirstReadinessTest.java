package et.po.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.cli.CommandException;
import et.po.cli.Console;
import et.po.cli.node.StubServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FirstReadinessTest {
  private static final String READY = "GET /q/health/ready";
  private static final String LOW =
      """
      {"status":"DOWN","checks":[{"name":"roles","status":"DOWN",
       "data":{"blockchain-writer":"The balance is low.","view":"ok"}}]}\
      """;

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  private FirstReadiness readiness(Duration patience) {
    Console console =
        new Console(
            InputStream.nullInputStream(),
            new PrintStream(new ByteArrayOutputStream()),
            new PrintStream(said, true, StandardCharsets.UTF_8),
            false,
            false);
    return new FirstReadiness(console.progress(), patience);
  }

  private static Program program(String name, StubServer server) {
    return new Program(name, List.of(), Map.of(), URI.create(server.url() + "/"));
  }

  @Test
  void await_readyAfterAWhile_isWaitedFor() throws IOException {
    try (StubServer server =
        new StubServer().on(READY, 503, LOW).on(READY, 503, LOW).on(READY, 200, "{}")) {
      assertEquals(
          List.of(),
          readiness(Duration.ofMinutes(5)).await(List.of(program("node", server)), () -> false));
      assertEquals("  waiting until ready: node\n", said.toString(StandardCharsets.UTF_8));
    }
  }

  @Test
  void await_notReadyInTime_isNamedWithItsSentence() throws IOException {
    try (StubServer ready = new StubServer().on(READY, 200, "{}");
        StubServer low = new StubServer().on(READY, 503, LOW)) {
      List<String> unready =
          readiness(Duration.ZERO)
              .await(List.of(program("frost", ready), program("node", low)), () -> false);
      assertEquals(List.of("node"), unready);
      assertEquals(
          "  node not ready: blockchain-writer: The balance is low.\n",
          said.toString(StandardCharsets.UTF_8));
    }
  }

  @Test
  void await_givenUp_ends() throws IOException {
    try (StubServer low = new StubServer().on(READY, 503, LOW)) {
      FirstReadiness readiness = readiness(Duration.ofMinutes(5));
      List<Program> programs = List.of(program("node", low));
      assertThrows(CommandException.class, () -> readiness.await(programs, () -> true));
    }
  }

  @Test
  void program_withoutManagement_isReadyAsSoonAsItHasStarted() {
    Program program =
        new Program("it", List.of(), Map.of(), URI.create("http://127.0.0.1:1/"), Optional.empty());
    assertTrue(readiness(Duration.ZERO).await(List.of(program), () -> false).isEmpty());
    assertFalse(said.toString(StandardCharsets.UTF_8).contains("it"));
  }
}
