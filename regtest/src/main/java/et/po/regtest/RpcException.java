package et.po.regtest;

/// An answer that is an error, with Bitcoin Core's code for it (src/rpc/protocol.h).
final class RpcException extends Exception {
  static final int MISC = -1;
  static final int TYPE = -3;
  static final int INVALID_ADDRESS_OR_KEY = -5;
  static final int INVALID_PARAMETER = -8;
  static final int DESERIALIZATION = -22;
  static final int VERIFY = -25;
  static final int VERIFY_REJECTED = -26;
  static final int VERIFY_ALREADY_IN_CHAIN = -27;
  static final int INVALID_REQUEST = -32600;
  static final int METHOD_NOT_FOUND = -32601;
  static final int PARSE = -32700;

  private final int code;

  RpcException(int code, String message) {
    super(message);
    this.code = code;
  }

  int code() {
    return code;
  }
}
