package et.po.protocol.ipfs;

import java.io.IOException;
import java.io.OutputStream;

/// Writes a content archive (CAR version 1): blocks in a row, with one root named at the front.
///
/// ```
/// header  <length> a2 65 "roots" 81 d8 2a 58 <length + 1> 00 <root CID> 67 "version" 01
/// block   <length of both> <CID> <data>
/// ```
///
/// Lengths are varints, but for the CID's in the header, which is one byte.
public final class CarWriter {
  private final OutputStream out;

  /// Writes the header.
  public CarWriter(OutputStream out, Cid root) throws IOException {
    this.out = out;
    byte[] header = CarHeader.encode(root);
    out.write(Varint.of(header.length));
    out.write(header);
  }

  /// The blocks in the order given; whoever reads it back wants parents before children.
  public static void write(OutputStream out, Cid root, Iterable<Block> blocks) throws IOException {
    CarWriter car = new CarWriter(out, root);
    for (Block block : blocks) {
      car.write(block);
    }
  }

  public void write(Block block) throws IOException {
    byte[] cid = block.cid().bytes();
    out.write(Varint.of((long) cid.length + block.data().length));
    out.write(cid);
    out.write(block.data());
  }
}
