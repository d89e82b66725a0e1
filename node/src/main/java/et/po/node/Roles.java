package et.po.node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/// The roles of this process.
public final class Roles {
  private static final Logger LOG = Logger.getLogger(Roles.class);

  private final List<Role> running = new ArrayList<>();
  private final List<Role> chosen;
  private volatile Optional<String> problem = Optional.of("the node is starting");

  /// @param names of those to run; empty for all
  /// @throws IllegalArgumentException for a name that none has, with those that there are
  Roles(List<Role> all, Optional<List<String>> names) {
    List<String> known = all.stream().map(Role::name).toList();
    names
        .orElse(List.of())
        .forEach(name -> {
          if (!known.contains(name)) {
            throw new IllegalArgumentException(
                "There is no role \"" + name + "\"; there are " + String.join(", ", known) + ".");
          }
        });
    this.chosen =
        all.stream().filter(role -> names.isEmpty() || names.get().contains(role.name())).toList();
  }

  synchronized void start() {
    for (Role role : chosen) {
      LOG.infof("Starting role %s", role.name());
      role.start();
      running.add(role);
    }
    problem = Optional.empty();
  }

  /// Why no role runs.
  void wait(String because) {
    problem = Optional.of(because);
  }

  /// Stops all at the same time, and returns when they have ended or the time is over: what a role
  /// did not finish is done again at the next start, as after a crash.
  synchronized void stop(Duration longest) {
    problem = Optional.of("the node is stopping");
    Map<String, Runnable> endings = new LinkedHashMap<>();
    for (Role role : running) {
      LOG.infof("Stopping role %s", role.name());
      endings.put(role.name(), role::stop);
    }
    running.clear();
    List<String> left = Endings.await(endings, longest);
    if (!left.isEmpty()) {
      LOG.warnf("Not waited for, after %s: %s", longest, String.join(", ", left));
    }
  }

  /// Why nothing runs; empty while the roles do.
  public Optional<String> problem() {
    return problem;
  }

  /// Each role's problem, or empty, by its name.
  public Map<String, Optional<String>> problems() {
    Map<String, Optional<String>> problems = new LinkedHashMap<>();
    chosen.forEach(role -> problems.put(role.name(), role.problem()));
    return problems;
  }

  /// As [#problems], and what keeps no role from its work.
  public Map<String, Optional<String>> remarks() {
    Map<String, Optional<String>> remarks = new LinkedHashMap<>();
    chosen.forEach(role -> remarks.put(role.name(), role.remark()));
    return remarks;
  }
}
