package et.po.cli;

/// Tells people what is going on, on stderr: plain lines, and on a terminal a last line that
/// changes in place.
public final class Progress {
  private static final String START_OVER = "\r\033[K";

  private final Console console;
  private String shown = "";

  Progress(Console console) {
    this.console = console;
  }

  /// Something happened.
  public synchronized void step(String text) {
    clear();
    console.say(text);
  }

  /// Something is still going on. Elsewhere than on a terminal it is said once.
  public synchronized void waiting(String text) {
    if (!text.equals(shown)) {
      if (console.errIsTerminal()) {
        console.err().print(START_OVER + cut(Printable.text(text)));
        console.err().flush();
      } else {
        console.say(text);
      }
      shown = text;
    }
  }

  /// What fits into one line: the rest of a longer one would stay when the line changes.
  private String cut(String text) {
    String line = text.replaceAll("\\s", " ");
    // The last column stays empty, for some terminals go to the next line behind it.
    int width = console.columns() - 1;
    return line.codePointCount(0, line.length()) <= width
        ? line
        : line.substring(0, line.offsetByCodePoints(0, width - 1)) + "…";
  }

  /// Whatever was going on has ended.
  public synchronized void clear() {
    if (console.errIsTerminal() && !shown.isEmpty()) {
      console.err().print(START_OVER);
      console.err().flush();
    }
    shown = "";
  }
}
