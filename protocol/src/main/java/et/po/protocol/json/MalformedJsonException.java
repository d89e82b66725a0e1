package et.po.protocol.json;

/// These bytes are not JSON that we read; the message is a sentence for whoever sent them.
public final class MalformedJsonException extends Exception {
  private static final long serialVersionUID = 1;

  MalformedJsonException(String sentence) {
    super(sentence);
  }
}
