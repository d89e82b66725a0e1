package et.po.node;

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

  /// Stops the last first.
  synchronized void stop() {
    problem = Optional.of("the node is stopping");
    for (Role role : running.reversed()) {
      LOG.infof("Stopping role %s", role.name());
      role.stop();
    }
    running.clear();
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
}
