package et.po.frost.http;

import java.time.Duration;

/// Is told of every answer.
@FunctionalInterface
public interface RequestWatch {
  /// @param route the template that matched, or `unknown`: never the path itself
  void answered(String method, String route, int status, Duration took);
}
