package et.po.protocol.bitcoin;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Transactions made for tests: one input, outputs of value 0.
public final class TestTransactions {
  private TestTransactions() {}

  /// Scripts below 253 bytes.
  public static byte[] withOutputs(byte[]... scripts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(HexFormat.of().parseHex("0200000001" + "11".repeat(32) + "00000000"));
    bytes.writeBytes(HexFormat.of().parseHex("00fdffffff"));
    bytes.write(scripts.length);
    for (byte[] script : scripts) {
      bytes.writeBytes(new byte[8]);
      bytes.write(script.length);
      bytes.writeBytes(script);
    }
    bytes.writeBytes(new byte[4]);
    return bytes.toByteArray();
  }

  /// The same with one witness of two items.
  public static byte[] withWitness(byte[] plain) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(plain, 0, 4);
    bytes.writeBytes(new byte[] {0, 1});
    bytes.write(plain, 4, plain.length - 8);
    bytes.writeBytes(new byte[] {2, 1, 42, 2, 43, 44});
    bytes.write(plain, plain.length - 4, 4);
    return bytes.toByteArray();
  }

  static List<byte[]> hashes(int count) {
    List<byte[]> hashes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      hashes.add(DoubleSha256.of(new byte[] {(byte) i, (byte) (i >> 8)}));
    }
    return hashes;
  }
}
