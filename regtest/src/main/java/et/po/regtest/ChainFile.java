package et.po.regtest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.CRC32;

/// Everything the chain knows, as an append-only file of records; what [#append] returned from is
/// on disk.
///
/// ```
/// offset  size  field
///      0     1  kind      an ASCII letter, see Kind
///      1     4  length    of the body, big-endian
///      5     n  body
///  5 + n     4  CRC-32 of kind, length and body
/// ```
///
/// A record that was being written when the process died is cut off at the next start.
final class ChainFile implements AutoCloseable {
  private static final int HEADER = 5;
  private static final int CHECKSUM = 4;
  private static final int LARGEST = 8 * 1024 * 1024;

  private final FileChannel channel;
  private final FileLock lock;

  /// What a record tells.
  enum Kind {
    KEY('K'),
    BLOCK('B'),
    TRANSACTION('T'),
    INVALIDATED('I'),
    RECONSIDERED('R');

    private final byte letter;

    Kind(char letter) {
      this.letter = (byte) letter;
    }

    private static Optional<Kind> of(byte letter) {
      for (Kind kind : values()) {
        if (kind.letter == letter) {
          return Optional.of(kind);
        }
      }
      return Optional.empty();
    }
  }

  /// What becomes of each record when the file is read.
  interface Replay {
    void record(Kind kind, byte[] body);
  }

  private ChainFile(FileChannel channel, FileLock lock) {
    this.channel = channel;
    this.lock = lock;
  }

  /// @throws IOException with a sentence, if another process has the file
  static ChainFile open(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    FileLock lock = channel.tryLock();
    if (lock == null) {
      channel.close();
      throw new IOException("another process uses the chain in " + file);
    }
    return new ChainFile(channel, lock);
  }

  /// Reads every whole record in order, then cuts off what follows them.
  void replay(Replay replay) throws IOException {
    ByteBuffer content =
        channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()).asReadOnlyBuffer();
    while (content.remaining() >= HEADER + CHECKSUM) {
      int start = content.position();
      Optional<Kind> kind = Kind.of(content.get());
      int length = content.getInt();
      if (kind.isEmpty()
          || length < 0
          || length > LARGEST
          || content.remaining() < length + CHECKSUM) {
        content.position(start);
        break;
      }
      byte[] body = new byte[length];
      content.get(body);
      if (content.getInt() != checksum(kind.get(), body)) {
        content.position(start);
        break;
      }
      replay.record(kind.get(), body);
    }
    channel.truncate(content.position());
    channel.position(content.position());
  }

  void append(Kind kind, byte[] body) throws IOException {
    ByteBuffer record = ByteBuffer.allocate(HEADER + body.length + CHECKSUM);
    record.put(kind.letter).putInt(body.length).put(body).putInt(checksum(kind, body)).flip();
    long end = channel.position();
    try {
      while (record.hasRemaining()) {
        channel.write(record);
      }
      channel.force(false);
    } catch (IOException e) {
      channel.truncate(end);
      channel.position(end);
      throw e;
    }
  }

  private static int checksum(Kind kind, byte[] body) {
    CRC32 crc = new CRC32();
    crc.update(ByteBuffer.allocate(HEADER).put(kind.letter).putInt(body.length).flip());
    crc.update(body);
    return (int) crc.getValue();
  }

  @Override
  public void close() throws IOException {
    lock.release();
    channel.close();
  }
}
