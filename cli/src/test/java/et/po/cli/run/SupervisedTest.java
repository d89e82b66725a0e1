package et.po.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.cli.CommandException;
import et.po.cli.Console;
import et.po.cli.Progress;
import et.po.cli.run.Startup.Step;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class SupervisedTest {
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final Progress progress =
      new Console(
              InputStream.nullInputStream(),
              new PrintStream(new ByteArrayOutputStream()),
              new PrintStream(said, true, StandardCharsets.UTF_8),
              false,
              false)
          .progress();

  /// Each start takes what was prepared for it.
  private static final class Prepared implements Service {
    private final BlockingQueue<Object> starts = new LinkedBlockingQueue<>();

    /// Makes a start succeed, with a service that ends when this future does.
    CompletableFuture<String> succeed() {
      CompletableFuture<String> ended = new CompletableFuture<>();
      starts.add(ended);
      return ended;
    }

    void fail(String sentence) {
      starts.add(CommandException.unable(sentence));
    }

    boolean allTaken() {
      return starts.isEmpty();
    }

    @Override
    public String name() {
      return "it";
    }

    @Override
    @SuppressWarnings("unchecked")
    public Running start(BooleanSupplier givenUp) {
      Object next = starts.poll();
      if (next == null) {
        throw new AssertionError("started once too often");
      }
      if (next instanceof CommandException e) {
        throw e;
      }
      CompletableFuture<String> ended = (CompletableFuture<String>) next;
      return new Running() {
        @Override
        public CompletableFuture<String> ended() {
          return ended;
        }

        @Override
        public void stop(Duration patience) {
          ended.complete("stopped");
        }
      };
    }
  }

  @Test
  void supervised_thatEnds_isStartedAgainUntilItStays() {
    Prepared service = new Prepared();
    CompletableFuture<String> first = service.succeed();
    service.fail("No.");
    CompletableFuture<String> second = service.succeed();
    Supervised supervised = new Supervised(service, progress, Duration.ofMillis(1));
    supervised.start();
    first.complete("exit code 1");
    await(() -> said().contains("it runs again"));
    assertTrue(said().contains("it ended (exit code 1); starting it again in 0.001 s"), said());
    assertTrue(said().contains("No. Trying again in 0.002 s"), said());
    supervised.stop(Duration.ofSeconds(1));
    assertEquals("stopped", second.join());
    assertTrue(service.allTaken());
  }

  @Test
  void supervised_stopped_isNotStartedAgain() {
    Prepared service = new Prepared();
    CompletableFuture<String> only = service.succeed();
    Supervised supervised = new Supervised(service, progress, Duration.ofMillis(1));
    supervised.start();
    supervised.stop(Duration.ofSeconds(1));
    assertEquals("stopped", only.join());
    assertEquals("", said());
  }

  @Test
  void supervised_stoppedInAPause_doesNotWaitForItsEnd() {
    Prepared service = new Prepared();
    CompletableFuture<String> only = service.succeed();
    Supervised supervised = new Supervised(service, progress, Duration.ofHours(1));
    supervised.start();
    only.complete("exit code 1");
    await(() -> said().contains("starting it again"));
    supervised.stop(Duration.ofSeconds(1));
    assertTrue(service.allTaken());
  }

  @Test
  void startup_steps_comeAfterThoseTheyNeedAndBesideOthers() throws InterruptedException {
    List<String> order = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch both = new CountDownLatch(2);
    Runnable meets =
        () -> {
          both.countDown();
          try {
            assertTrue(both.await(10, TimeUnit.SECONDS));
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
          order.add("one of two");
        };
    Startup.run(
        List.of(
            new Step("a", List.of(), meets),
            new Step("b", List.of(), meets),
            new Step("c", List.of("a", "b"), () -> order.add("last"))),
        progress,
        () -> {});
    assertEquals(List.of("one of two", "one of two", "last"), order);
  }

  @Test
  void startup_failure_isTheFirstAndWhatFollowsIsNotBegun() {
    List<String> begun = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch givenUp = new CountDownLatch(1);
    CommandException failed =
        assertThrows(
            CommandException.class,
            () ->
                Startup.run(
                    List.of(
                        new Step(
                            "a",
                            List.of(),
                            () -> {
                              throw CommandException.unable("The first.");
                            }),
                        new Step(
                            "b",
                            List.of(),
                            () -> {
                              await(() -> givenUp.getCount() == 0);
                              throw CommandException.unable("Given up.");
                            }),
                        new Step("c", List.of("a"), () -> begun.add("c"))),
                    progress,
                    givenUp::countDown));
    assertEquals("The first.", failed.sentence());
    assertEquals(List.of(), begun);
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8);
  }

  private static void await(BooleanSupplier happened) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!happened.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, "waited too long");
      Thread.onSpinWait();
    }
  }
}
