package et.po.node.ipfs;

import et.po.protocol.ipfs.Block;
import et.po.protocol.ipfs.CarWriter;
import et.po.protocol.ipfs.Cid;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/// Blocks as a CAR in a form (`multipart/form-data`), made while it is sent.
///
/// Sent once: whatever a second reading would give, [#blocks()] counts all.
final class CarUpload implements Iterable<byte[]> {
  static final String CONTENT_TYPE = "multipart/form-data; boundary=car";
  private static final byte[] BEFORE =
      ascii(
          "--car\r\nContent-Disposition: form-data; name=\"file\"; filename=\"blocks.car\"\r\n"
              + "Content-Type: application/octet-stream\r\n\r\n");
  private static final byte[] AFTER = ascii("\r\n--car--\r\n");

  /// Small pieces cost a write each, large ones memory.
  private static final int PIECE = 256 * 1024;

  private final Cid root;
  private final Iterable<Block> source;
  private volatile long blocks;
  private volatile long lastTaken = System.nanoTime();
  private volatile Optional<RuntimeException> failure = Optional.empty();

  CarUpload(Cid root, Iterable<Block> source) {
    this.root = root;
    this.source = source;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /// How many blocks were sent.
  long blocks() {
    return blocks;
  }

  /// When somebody last took a piece, by [System#nanoTime()].
  long lastTaken() {
    return lastTaken;
  }

  /// What the source of the blocks threw: then the upload broke off.
  Optional<RuntimeException> failure() {
    return failure;
  }

  @Override
  public Iterator<byte[]> iterator() {
    try {
      return new Pieces();
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail", e);
    }
  }

  private final class Pieces implements Iterator<byte[]> {
    private final ByteArrayOutputStream piece = new ByteArrayOutputStream(PIECE);
    private final Iterator<Block> rest = source.iterator();
    private final CarWriter car;
    private boolean ended;

    Pieces() throws IOException {
      piece.writeBytes(BEFORE);
      car = new CarWriter(piece, root);
    }

    @Override
    public boolean hasNext() {
      return !ended;
    }

    @Override
    public byte[] next() {
      if (ended) {
        throw new NoSuchElementException();
      }
      lastTaken = System.nanoTime();
      try {
        fill();
      } catch (RuntimeException e) {
        failure = Optional.of(e);
        throw e;
      }
      byte[] bytes = piece.toByteArray();
      piece.reset();
      return bytes;
    }

    private void fill() {
      while (piece.size() < PIECE && rest.hasNext()) {
        try {
          car.write(rest.next());
        } catch (IOException e) {
          throw new UncheckedIOException("memory cannot fail", e);
        }
        blocks++;
      }
      if (!rest.hasNext()) {
        piece.writeBytes(AFTER);
        ended = true;
      }
    }
  }
}
