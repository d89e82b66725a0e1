package et.po.systemtests;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// A mail server that we did not write, in a process of its own: `tools/oracles/smtp`.
final class SmtpReceiver implements AutoCloseable {
  private static final Path TOOL = Checkout.ROOT.resolve("tools/oracles/smtp");
  private static final Path PYTHON = TOOL.resolve(".venv/bin/python");
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration ARRIVAL = Duration.ofSeconds(90);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final Path output;

  private SmtpReceiver(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /// Skips the test, and says why, where the server is not installed.
  static void require() {
    assumeTrue(
        Files.exists(TOOL.resolve(".venv/.installed")),
        "the SMTP receiver is not installed: run tools/oracles/smtp/fetch");
  }

  /// @param options as `receiver.py --help` lists them
  static SmtpReceiver start(Checkout checkout, int port, String... options) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                PYTHON.toString(), TOOL.resolve("receiver.py").toString(), "--port", "" + port));
    command.addAll(List.of(options));
    Path output = Files.createTempFile(checkout.path(""), "receiver", ".jsonl");
    Path errors = checkout.path("receiver.log");
    Process process =
        checkout
            .command(command)
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
            .start();
    SmtpReceiver receiver = new SmtpReceiver(process, output);
    Wait.until(
        START,
        () -> !process.isAlive() || !receiver.events("ready").isEmpty(),
        () -> "the receiver is not ready: " + Files.readString(errors));
    if (!process.isAlive()) {
      throw new AssertionError("the receiver ended: " + Files.readString(errors));
    }
    return receiver;
  }

  /// The newest mail to an address, once there are so many of them.
  JsonNode awaitMail(String address, int number) throws IOException {
    Wait.until(
        ARRIVAL,
        () -> mailsTo(address).size() >= number,
        () -> "mails to " + address + ": " + mailsTo(address).size() + " of " + number);
    return mailsTo(address).getLast();
  }

  List<JsonNode> mailsTo(String address) throws IOException {
    Predicate<JsonNode> hers = mail -> mail.get("recipients").toString().contains(address + "\"");
    return events("mail").stream().filter(hers).toList();
  }

  /// What was answered each time that a mail to this address was offered.
  List<Integer> answersFor(String address) throws IOException {
    return events("recipient").stream()
        .filter(offer -> offer.get("address").asText().equals(address))
        .map(offer -> offer.get("answer").asInt())
        .toList();
  }

  private List<JsonNode> events(String kind) throws IOException {
    return Files.readString(output)
        .lines()
        .map(SmtpReceiver::parse)
        .filter(event -> event.path("event").asText().equals(kind))
        .toList();
  }

  /// Nothing, for a line that is being written.
  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      return JSON.createObjectNode();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
