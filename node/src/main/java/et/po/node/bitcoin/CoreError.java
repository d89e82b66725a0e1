package et.po.node.bitcoin;

import java.util.Set;

/// An answer that is an error, with Bitcoin Core's code for it (src/rpc/protocol.h).
final class CoreError extends Exception {
  static final int MISCELLANEOUS = -1;
  static final int NOTHING_FOUND = -5;
  static final int HEIGHT_OUT_OF_RANGE = -8;
  static final int WALLET_LOCKED = -13;
  static final int WALLET_NOT_FOUND = -18;
  static final int WALLET_NOT_NAMED = -19;
  static final int MISSING_OR_SPENT = -25;
  static final int ALREADY_IN_CHAIN = -27;
  static final int STARTING = -28;
  static final int WALLET_LOADED_ALREADY = -35;
  static final int NO_SUCH_METHOD = -32601;

  /// What is said of a transaction; not decodable, missing, refused.
  static final Set<Integer> OF_TRANSACTIONS = Set.of(-22, MISSING_OR_SPENT, -26);

  private final int code;
  private final String sentence;

  CoreError(int code, String sentence) {
    super(sentence);
    this.code = code;
    this.sentence = sentence;
  }

  int code() {
    return code;
  }

  String sentence() {
    return sentence;
  }
}
