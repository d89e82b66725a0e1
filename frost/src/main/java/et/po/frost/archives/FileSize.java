package et.po.frost.archives;

import et.po.frost.faults.Fault;
import java.util.Locale;

/// How many bytes a file has.
record FileSize(long bytes) {
  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB"};

  void needAtMost(FileSize largest) {
    if (bytes > largest.bytes()) {
      throw Fault.FILE_TOO_BIG.because("File too big. Got %s. Max is %s.".formatted(this, largest));
    }
  }

  /// Such as `15.10 MiB`.
  @Override
  public String toString() {
    double size = bytes;
    int unit = 0;
    while (size >= 1024 && unit < UNITS.length - 1) {
      size /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, "%.2f %s", size, UNITS[unit]);
  }
}
