package et.po.cli;

import picocli.CommandLine.Option;

/// The option of every command whose answer a script may want.
public final class JsonOption {
  @Option(names = "--json", description = "Answer with one JSON document a line.")
  private boolean json;

  public boolean isSet() {
    return json;
  }
}
