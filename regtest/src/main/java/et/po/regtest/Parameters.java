package et.po.regtest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.bitcoinj.base.Sha256Hash;
import org.bitcoinj.core.ProtocolException;
import org.bitcoinj.core.Transaction;

/// A call's positional parameters; whatever is missing or of another type is answered as Bitcoin
/// Core does.
record Parameters(JsonNode values) {
  JsonNode at(int index) {
    JsonNode value = values.path(index);
    return value.isNull() ? MissingNode.getInstance() : value;
  }

  String text(int index) throws RpcException {
    if (!at(index).isTextual()) {
      throw new RpcException(RpcException.TYPE, "JSON value is not of expected type string");
    }
    return at(index).textValue();
  }

  int number(int index) throws RpcException {
    if (!at(index).isInt()) {
      throw new RpcException(RpcException.TYPE, "JSON value is not of expected type number");
    }
    return at(index).intValue();
  }

  int number(int index, int otherwise) throws RpcException {
    return at(index).isMissingNode() ? otherwise : number(index);
  }

  /// A verbosity: newer calls say a number, older ones a boolean.
  int verbosity(int index, int otherwise) throws RpcException {
    return at(index).isBoolean() ? (at(index).booleanValue() ? 1 : 0) : number(index, otherwise);
  }

  Sha256Hash hash(int index) throws RpcException {
    return hash(text(index));
  }

  static Sha256Hash hash(String text) throws RpcException {
    if (text.length() != 64) {
      throw new RpcException(
          RpcException.INVALID_PARAMETER,
          "must be of length 64 (not %d, for '%s')".formatted(text.length(), text));
    }
    try {
      return Sha256Hash.wrap(text);
    } catch (IllegalArgumentException e) {
      throw new RpcException(
          RpcException.INVALID_PARAMETER, "must be hexadecimal string (not '" + text + "')");
    }
  }

  Transaction transaction(int index) throws RpcException {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex(text(index)));
      Transaction transaction = Transaction.read(bytes);
      if (!bytes.hasRemaining()) {
        return transaction;
      }
    } catch (IllegalArgumentException | BufferUnderflowException | ProtocolException e) {
      throw undecodable(e);
    }
    throw undecodable(null);
  }

  private static RpcException undecodable(@org.jspecify.annotations.Nullable Exception cause) {
    RpcException problem = new RpcException(RpcException.DESERIALIZATION, "TX decode failed");
    if (cause != null) {
      problem.initCause(cause);
    }
    return problem;
  }
}
