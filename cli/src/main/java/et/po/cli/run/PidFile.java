package et.po.cli.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A child's process number and when it was started, in a file: numbers come again, so the number
/// alone could name a stranger.
public record PidFile(Path file) {
  private static final Pattern CONTENT = Pattern.compile("([0-9]{1,18}) ([0-9]{1,18})\\s*");

  /// The operating system counts from its own start, which clocks that are set move a little.
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  void write(ProcessHandle process) throws IOException {
    long started = process.info().startInstant().orElse(Instant.now()).toEpochMilli();
    Files.writeString(file, process.pid() + " " + started + "\n");
  }

  /// The process, if it still runs.
  public Optional<ProcessHandle> process() throws IOException {
    Matcher content = CONTENT.matcher(Files.readString(file));
    if (!content.matches()) {
      // Half of it was written when the writer died.
      return Optional.empty();
    }
    Instant started = Instant.ofEpochMilli(Long.parseLong(content.group(2)));
    return ProcessHandle.of(Long.parseLong(content.group(1)))
        .filter(process ->
            process
                .info()
                .startInstant()
                .filter(since -> Duration.between(started, since).abs().compareTo(TOLERANCE) < 0)
                .isPresent());
  }

  void remove() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
