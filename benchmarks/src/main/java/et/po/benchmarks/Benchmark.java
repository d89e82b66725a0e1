package et.po.benchmarks;

import java.util.List;

/// Something that is measured under a name.
interface Benchmark {
  /// What people call it by, e.g. `claim-verify`.
  String name();

  /// Measures, which may take half a minute; warms up first.
  List<Figure> run() throws Exception;
}
