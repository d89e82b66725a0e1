package et.po.cli.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultsTest {
  @TempDir private Path data;
  private DrilledRun run;

  @BeforeEach
  void start() throws IOException {
    Files.createDirectory(data.resolve("run"));
    Files.createDirectory(data.resolve("network"));
    Files.writeString(data.resolve("network/lines"), "postgresql p0\nnode-view p1\n");
    Files.writeString(
        data.resolve("endpoints.json"), "{\"bitcoin.rpc\":\"http://a:b@localhost:1\"}");
    run = new DrilledRun(data, new ProcessBuilder("true").start());
  }

  @AfterEach
  void stop() {
    run.close();
  }

  private List<Fault> faults(Duration remaining) {
    Faults faults = new Faults(run, new Random(7));
    List<Fault> told = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      told.add(faults.next(remaining));
    }
    return told;
  }

  private static int longest(List<Fault> faults) {
    return faults.stream()
        .mapToInt(fault ->
            switch (fault) {
              case Cut cut -> cut.seconds();
              case Silence silence -> silence.seconds();
              default -> 0;
            })
        .max()
        .orElseThrow();
  }

  @Test
  void next_whatLasts_endsWithTheDrill() {
    assertTrue(longest(faults(Duration.ofHours(1))) > 12);
    assertEquals(9, longest(faults(Duration.ofMillis(9900))));
    assertEquals(1, longest(faults(Duration.ofMillis(5))));
  }

  @Test
  void next_sameSeed_choosesTheSameHoweverLittleTimeIsLeft() {
    assertEquals(
        faults(Duration.ofHours(1)).stream().map(Fault::kind).toList(),
        faults(Duration.ofSeconds(2)).stream().map(Fault::kind).toList());
  }

  @Test
  void lasting_whatTakesTime_saysHowLong() {
    for (Fault fault : faults(Duration.ofHours(1))) {
      switch (fault) {
        case Cut cut ->
            assertEquals(
                "the line to " + cut.part() + " is cut, for " + cut.seconds() + " s",
                cut.lasting().orElseThrow());
        case Silence silence ->
            assertEquals(
                silence.part() + " is silent, for " + silence.seconds() + " s",
                silence.lasting().orElseThrow());
        default -> assertTrue(fault.lasting().isEmpty());
      }
    }
  }
}
