package et.po.protocol.bitcoin;

import et.po.protocol.bitcoin.BitcoinReader.Malformed;
import java.util.Optional;

/// Recognises an output script that only carries data: OP_RETURN and nothing but pushes after it.
final class DataScript {
  private static final int OP_RETURN = 0x6a;
  private static final int OP_PUSHDATA1 = 0x4c;
  private static final int OP_PUSHDATA4 = 0x4e;
  private static final int OP_16 = 0x60;

  /// Where in the script the first push's data lies.
  record Range(int offset, int length) {}

  private DataScript() {}

  /// Empty for any other script. Without a push, or with a mere number as the first, the range is
  /// empty.
  static Optional<Range> firstPush(byte[] script) {
    if (script.length == 0 || script[0] != OP_RETURN) {
      return Optional.empty();
    }
    try {
      return Optional.of(read(new BitcoinReader(script, 1)));
    } catch (Malformed e) {
      return Optional.empty();
    }
  }

  private static Range read(BitcoinReader script) throws Malformed {
    Range first = new Range(1, 0);
    for (boolean isFirst = true; script.hasMore(); isFirst = false) {
      Range push = push(script);
      first = isFirst ? push : first;
    }
    return first;
  }

  private static Range push(BitcoinReader script) throws Malformed {
    int code = (int) script.integer(1);
    if (code > OP_16) {
      throw new Malformed("not a push");
    }
    long length = 0;
    if (code < OP_PUSHDATA1) {
      length = code;
    } else if (code <= OP_PUSHDATA4) {
      length = script.integer(1 << code - OP_PUSHDATA1);
    }
    int offset = script.position();
    script.skip(length);
    return new Range(offset, (int) length);
  }
}
