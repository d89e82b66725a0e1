package et.po.protocol.ipfs;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.function.Consumer;

/// Reads a content archive (CAR version 1) with one root, block by block.
public final class CarReader {
  private static final int MAX_HEADER = 128;
  private static final int MAX_SECTION = VerifiedBlocks.MAX_BLOCK_SIZE + 36;

  private CarReader() {}

  /// Hands on every block, each checked against its CID, and returns the root.
  ///
  /// @throws MalformedDagException at the first byte that is not as it should be; blocks before it
  ///   were handed on
  /// @throws EOFException if it ends too early, as it does when a connection breaks
  public static Cid read(InputStream car, Consumer<Block> blocks)
      throws IOException, MalformedDagException {
    byte[] header = section(car, MAX_HEADER);
    Cid root =
        CarHeader.decode(header)
            .orElseThrow(() -> new MalformedDagException("not a CAR version 1 with one root"));
    for (OptionalInt first = first(car); first.isPresent(); first = first(car)) {
      blocks.accept(block(section(car, first.getAsInt(), MAX_SECTION)));
    }
    return root;
  }

  private static OptionalInt first(InputStream car) throws IOException {
    int b = car.read();
    return b < 0 ? OptionalInt.empty() : OptionalInt.of(b);
  }

  private static Block block(byte[] section) throws MalformedDagException {
    int length = section.length > 0 && section[0] == 1 ? 36 : 34;
    if (section.length < length) {
      throw new MalformedDagException("a CAR section is too short for a CID");
    }
    Cid cid =
        Cid.ofBytes(Arrays.copyOf(section, length))
            .orElseThrow(() -> new MalformedDagException("a CAR holds a CID of an unknown kind"));
    Block block = new Block(cid, Arrays.copyOfRange(section, length, section.length));
    if (!block.isIntact()) {
      throw new MalformedDagException("the bytes of " + cid + " do not hash to it");
    }
    return block;
  }

  private static byte[] section(InputStream car, int limit)
      throws IOException, MalformedDagException {
    return section(car, next(car), limit);
  }

  private static byte[] section(InputStream car, int first, int limit)
      throws IOException, MalformedDagException {
    int length = first & 0x7F;
    int b = first;
    for (int shift = 7; b >= 0x80; shift += 7) {
      b = next(car);
      if (shift > 21) {
        throw new MalformedDagException("a CAR section is over " + limit + " bytes");
      }
      length |= (b & 0x7F) << shift;
    }
    if (length > limit) {
      throw new MalformedDagException("a CAR section is over " + limit + " bytes");
    }
    byte[] section = car.readNBytes(length);
    if (section.length < length) {
      throw new EOFException("the CAR ends inside a block");
    }
    return section;
  }

  private static int next(InputStream car) throws IOException {
    int b = car.read();
    if (b < 0) {
      throw new EOFException("the CAR ends inside a block");
    }
    return b;
  }
}
