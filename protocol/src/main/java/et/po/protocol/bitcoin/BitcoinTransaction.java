package et.po.protocol.bitcoin;

import et.po.protocol.bitcoin.BitcoinReader.Malformed;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// A Bitcoin transaction, read as far as anchors need it.
///
/// ```
/// 4        version
/// 00 01    only with witnesses
/// size     inputs:  32 transaction, 4 index, size script, 4 sequence
/// size     outputs: 8 value, size script
/// size     witness items for each input, only with witnesses: size bytes
/// 4        lock time
/// ```
///
/// The id is the hash of all that but the marker `00 01` and the witnesses.
public final class BitcoinTransaction {
  private static final int MIN_INPUT = 41;
  private static final int MIN_OUTPUT = 9;

  /// An output, and where its script begins in the transaction without witnesses.
  private record Output(byte[] script, int offset) {}

  private final byte[] stripped;
  private final List<Output> outputs;
  private final int size;

  private BitcoinTransaction(byte[] stripped, List<Output> outputs, int size) {
    this.stripped = stripped;
    this.outputs = outputs;
    this.size = size;
  }

  /// Empty for anything but one whole transaction.
  public static Optional<BitcoinTransaction> parse(byte[] bytes) {
    try {
      BitcoinReader reader = new BitcoinReader(bytes, 0);
      BitcoinTransaction transaction = read(bytes, reader);
      return reader.hasMore() ? Optional.empty() : Optional.of(transaction);
    } catch (Malformed e) {
      return Optional.empty();
    }
  }

  static BitcoinTransaction read(byte[] bytes, BitcoinReader reader) throws Malformed {
    int start = reader.position();
    reader.skip(4);
    boolean segwit = bytes.length - reader.position() > 1 && bytes[reader.position()] == 0;
    if (segwit && reader.integer(2) != 0x0100) {
      throw new Malformed("a transaction has an input at least");
    }
    int body = reader.position();
    int inputs = skipInputs(reader);
    List<Output> outputs = readOutputs(reader, body - 4);
    int end = reader.position();
    if (segwit) {
      skipWitnesses(reader, inputs);
    }
    int lockTime = reader.position();
    reader.skip(4);
    ByteArrayOutputStream stripped = new ByteArrayOutputStream(end - body + 8);
    stripped.write(bytes, start, 4);
    stripped.write(bytes, body, end - body);
    stripped.write(bytes, lockTime, 4);
    return new BitcoinTransaction(
        stripped.toByteArray(), List.copyOf(outputs), reader.position() - start);
  }

  private static int skipInputs(BitcoinReader reader) throws Malformed {
    int inputs = reader.count(MIN_INPUT);
    if (inputs == 0) {
      throw new Malformed("a transaction has an input at least");
    }
    for (int i = 0; i < inputs; i++) {
      reader.skip(36);
      reader.skip(reader.size());
      reader.skip(4);
    }
    return inputs;
  }

  /// Offsets count from `base`, where the transaction would begin if it had no marker.
  private static List<Output> readOutputs(BitcoinReader reader, int base) throws Malformed {
    int count = reader.count(MIN_OUTPUT);
    List<Output> outputs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      reader.skip(8);
      long length = reader.size();
      int offset = reader.position() - base;
      outputs.add(new Output(reader.bytes(length), offset));
    }
    return outputs;
  }

  private static void skipWitnesses(BitcoinReader reader, int inputs) throws Malformed {
    boolean any = false;
    for (int i = 0; i < inputs; i++) {
      int items = reader.count(1);
      any |= items > 0;
      for (int j = 0; j < items; j++) {
        reader.skip(reader.size());
      }
    }
    if (!any) {
      throw new Malformed("marked as having witnesses, but has none");
    }
  }

  /// The id, as displayed.
  public String id() {
    return DoubleSha256.display(hash());
  }

  /// The id's 32 bytes, in the order in which they are hashed.
  public byte[] hash() {
    return DoubleSha256.of(stripped);
  }

  /// The transaction without witnesses: what its id is the hash of.
  public byte[] strippedBytes() {
    return stripped.clone();
  }

  /// The size that fees are reckoned by: a byte of a witness is a quarter (BIP 141), and the sum is
  /// rounded up.
  public int virtualSize() {
    return (3 * stripped.length + size + 3) / 4;
  }

  /// The script of each output.
  public List<byte[]> outputs() {
    return outputs.stream().map(output -> output.script().clone()).toList();
  }

  /// What the first data output carries: the first push after its OP_RETURN, perhaps nothing.
  ///
  /// Data outputs after the first do not count, whatever they carry.
  public Optional<byte[]> firstDataOutput() {
    for (Output output : outputs) {
      Optional<DataScript.Range> push = DataScript.firstPush(output.script());
      if (push.isPresent()) {
        int offset = push.get().offset();
        return Optional.of(
            Arrays.copyOfRange(output.script(), offset, offset + push.get().length()));
      }
    }
    return Optional.empty();
  }

  /// Where in [#strippedBytes] the data of [#firstDataOutput] begins.
  public OptionalInt firstDataOffset() {
    for (Output output : outputs) {
      Optional<DataScript.Range> push = DataScript.firstPush(output.script());
      if (push.isPresent()) {
        return OptionalInt.of(output.offset() + push.get().offset());
      }
    }
    return OptionalInt.empty();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BitcoinTransaction that && Arrays.equals(stripped, that.stripped);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(stripped);
  }

  @Override
  public String toString() {
    return "transaction " + id();
  }
}
