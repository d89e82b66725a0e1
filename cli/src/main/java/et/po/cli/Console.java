package et.po.cli;

import et.po.protocol.json.Json;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// Where answers and words for people go: answers to stdout, everything else to stderr.
///
/// Texts of claims are foreign, so control characters never reach a terminal as such.
public final class Console {
  private static final int USUAL_COLUMNS = 80;
  private static final int LEAST_COLUMNS = 10;

  private final InputStream in;
  private final PrintStream out;
  private final PrintStream err;
  private final boolean outIsTerminal;
  private final boolean errIsTerminal;
  private final int columns;

  public Console(
      InputStream in,
      PrintStream out,
      PrintStream err,
      boolean outIsTerminal,
      boolean errIsTerminal) {
    this(in, out, err, outIsTerminal, errIsTerminal, USUAL_COLUMNS);
  }

  /// @param columns of the terminal, where there is one
  Console(
      InputStream in,
      PrintStream out,
      PrintStream err,
      boolean outIsTerminal,
      boolean errIsTerminal,
      int columns) {
    this.in = in;
    this.out = out;
    this.err = err;
    this.outIsTerminal = outIsTerminal;
    this.errIsTerminal = errIsTerminal;
    // A terminal that does not know its width says 0.
    this.columns = columns < LEAST_COLUMNS ? USUAL_COLUMNS : columns;
  }

  /// The process's own streams, in UTF-8 whatever the locale. The launcher knows best which of them
  /// are terminals, and how wide.
  static Console ofProcess() {
    return new Console(
        System.in,
        new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
        Boolean.getBoolean("poet.stdout.terminal"),
        Boolean.getBoolean("poet.stderr.terminal"),
        Integer.getInteger("poet.columns", USUAL_COLUMNS));
  }

  public InputStream in() {
    return in;
  }

  PrintStream out() {
    return out;
  }

  PrintStream err() {
    return err;
  }

  boolean errIsTerminal() {
    return errIsTerminal;
  }

  /// How wide the terminal is.
  int columns() {
    return columns;
  }

  /// An answer in lines for people.
  public void answer(String text) {
    out.println(Printable.text(text));
    out.flush();
  }

  /// An answer for scripts: one document, one line.
  public void answer(Json document) {
    out.println(document.text());
    out.flush();
  }

  /// Bytes that somebody may hash: nothing is added unless a terminal shows them.
  public void answerExactly(byte[] bytes) {
    out.write(bytes, 0, bytes.length);
    if (outIsTerminal) {
      out.println();
    }
    out.flush();
  }

  /// A line for people, beside the answer.
  public void say(String text) {
    err.println(Printable.text(text));
  }

  /// Tells of something that takes a while.
  public Progress progress() {
    return new Progress(this);
  }
}
