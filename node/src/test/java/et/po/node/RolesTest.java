package et.po.node;

import static et.po.testkit.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class RolesTest {
  private final List<String> done = Collections.synchronizedList(new ArrayList<>());

  private Role role(String name, Runnable stop) {
    return new Role() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public void start() {
        done.add("start " + name);
      }

      @Override
      public void stop() {
        stop.run();
        done.add("stop " + name);
      }

      @Override
      public Optional<String> problem() {
        return Optional.empty();
      }
    };
  }

  private List<Role> three() {
    return List.of(role("one", () -> {}), role("two", () -> {}), role("three", () -> {}));
  }

  @Test
  void chosenOnes_start_andNoOthers() {
    Roles roles = new Roles(three(), Optional.of(List.of("one", "three")));
    assertTrue(roles.problem().isPresent());
    roles.start();
    assertEquals(List.of("start one", "start three"), done);
    assertTrue(roles.problem().isEmpty());
    assertEquals(List.of("one", "three"), List.copyOf(roles.problems().keySet()));
  }

  @Test
  void unknownName_isRefused_withThoseThereAre() {
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> new Roles(three(), Optional.of(List.of("one", "tow"))));
    assertEquals("There is no role \"tow\"; there are one, two, three.", refusal.getMessage());
  }

  @Test
  void stop_isNotReady_andWaitsForAll() {
    Roles roles = new Roles(three(), Optional.empty());
    roles.start();
    done.clear();
    roles.stop(Duration.ofMinutes(1));
    assertEquals(List.of("stop one", "stop three", "stop two"), done.stream().sorted().toList());
    assertEquals(Optional.of("the node is stopping"), roles.problem());
  }

  @Test
  void roleThatDoesNotEnd_keepsNobodyFromEnding() {
    CountDownLatch never = new CountDownLatch(1);
    Role stuck =
        role(
            "stuck",
            () -> {
              try {
                never.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    Roles roles = new Roles(List.of(stuck, role("other", () -> {})), Optional.empty());
    roles.start();
    roles.stop(Duration.ofMillis(200));
    eventually("the other stopped", () -> done.contains("stop other"));
    assertFalse(done.contains("stop stuck"));
    never.countDown();
  }

  @Test
  void whoDoesNotServeTheApi_hasNoPort() {
    assertTrue(Main.servesApi(Optional.empty()));
    assertTrue(Main.servesApi(Optional.of("")));
    assertTrue(Main.servesApi(Optional.of("view, api")));
    assertFalse(Main.servesApi(Optional.of("view,health")));
  }
}
