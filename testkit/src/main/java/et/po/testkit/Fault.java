package et.po.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One planned crash among the steps that a writer takes outside of its memory: a commit, a call.
///
/// Every such step is led through [#step]; the planned one throws [SimulatedCrash] either before it
/// had an effect, or after.
public final class Fault {
  private static final int NEVER = 0;

  /// On which side of its effect a step fails.
  public enum When {
    BEFORE,
    AFTER
  }

  /// A step that may fail.
  @FunctionalInterface
  public interface Step<T extends @Nullable Object, E extends Exception> {
    T run() throws E;
  }

  private final int number;
  private final When when;
  private final String name;
  private final List<String> taken = new ArrayList<>();
  private boolean happened;

  private Fault(int number, When when, String name) {
    this.number = number;
    this.when = when;
    this.name = name;
  }

  /// No crash: a run that shows which steps there are.
  public static Fault none() {
    return new Fault(NEVER, When.BEFORE, "");
  }

  /// Each of the steps failing before and after, one fault at a time. Ask once more for faults that
  /// were already used: one fault happens once.
  ///
  /// @param steps the names of the steps of a run without fault, in order
  public static Stream<Fault> each(List<String> steps) {
    return IntStream.rangeClosed(1, steps.size())
        .boxed()
        .flatMap(number ->
            Stream.of(When.values()).map(when -> new Fault(number, when, steps.get(number - 1))));
  }

  /// Takes the step, unless it is planned to fail.
  ///
  /// @throws SimulatedCrash when it is
  public synchronized <T extends @Nullable Object, E extends Exception> T step(
      String named, Step<T, E> step) throws E {
    taken.add(named);
    boolean fails = taken.size() == number;
    if (fails && when == When.BEFORE) {
      throw crash();
    }
    T result = step.run();
    if (fails) {
      throw crash();
    }
    return result;
  }

  private SimulatedCrash crash() {
    happened = true;
    return new SimulatedCrash(toString());
  }

  /// The steps taken so far.
  public synchronized List<String> taken() {
    return List.copyOf(taken);
  }

  /// Whether the crash was; a row of a crash table without one shows nothing.
  public synchronized boolean happened() {
    return happened;
  }

  @Override
  public String toString() {
    return Optional.of(when.name().toLowerCase(Locale.ROOT))
        .map(side -> side + " step " + number + ", " + name)
        .filter(_ -> number != NEVER)
        .orElse("never");
  }
}
