package et.po.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/// The processors' time that everything took which this process started: what other programs take
/// meanwhile does not count.
final class CoreTime {
  private static final double TICKS = 100;
  private static final int PARENT = 1;
  private static final int FIRST_TIME = 11;
  private static final int TIMES = 4;

  private record Times(long parent, double seconds) {}

  private CoreTime() {}

  /// Seconds so far, of children and their children, also of those that have ended.
  static double ofDescendants() throws IOException {
    Map<Long, Times> all = new HashMap<>();
    try (Stream<Path> files = Files.list(Path.of("/proc"))) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.matches("\\d+")) {
          read(file, all, Long.parseLong(name));
        }
      }
    }
    long self = ProcessHandle.current().pid();
    return all.keySet().stream()
        .filter(pid -> pid != self && isBelow(self, pid, all))
        .mapToDouble(pid -> all.getOrDefault(pid, new Times(0, 0)).seconds())
        .sum();
  }

  private static void read(Path process, Map<Long, Times> all, long pid) {
    try {
      String stat = Files.readString(process.resolve("stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      double ticks = 0;
      for (int i = FIRST_TIME; i < FIRST_TIME + TIMES; i++) {
        ticks += Double.parseDouble(fields[i]);
      }
      all.put(pid, new Times(Long.parseLong(fields[PARENT]), ticks / TICKS));
    } catch (IOException e) {
      // It has ended meanwhile, and counts with its parent.
    }
  }

  private static boolean isBelow(long ancestor, long pid, Map<Long, Times> all) {
    long at = pid;
    while (at > 1 && all.containsKey(at)) {
      if (at == ancestor) {
        return true;
      }
      at = all.getOrDefault(at, new Times(0, 0)).parent();
    }
    return false;
  }
}
