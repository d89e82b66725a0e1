package et.po.frost.archives;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import et.po.frost.faults.Fault;
import et.po.frost.faults.FaultException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FileSizeTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0.00 B",
    "1023, 1023.00 B",
    "1024, 1.00 KiB",
    "15728640, 15.00 MiB",
    "15833498, 15.10 MiB",
    "3000000000, 2.79 GiB",
    "9000000000000, 8381.90 GiB",
  })
  void size_isWrittenWithTwoDecimals(long bytes, String text) {
    assertEquals(text, new FileSize(bytes).toString());
  }

  @Test
  void stream_endsWithOneByteTooMuch() throws IOException {
    byte[] bytes = new byte[11];
    assertEquals(11, stream(bytes, 11, new AtomicLong()).readAllBytes().length);
    FaultException fault =
        assertThrows(
            FaultException.class, () -> stream(bytes, 10, new AtomicLong()).readAllBytes());
    assertEquals("File too big. Got 11.00 B. Max is 10.00 B.", fault.sentence());
  }

  @Test
  void stream_endsWhenItTakesTooLong() throws IOException {
    AtomicLong time = new AtomicLong(5);
    FileStream stream = stream(new byte[2], 2, time);
    time.addAndGet(Duration.ofSeconds(60).toNanos());
    assertEquals(0, stream.read());
    time.incrementAndGet();
    FaultException fault = assertThrows(FaultException.class, stream::read);
    assertEquals(Fault.BODY_TOO_SLOW, fault.fault());
  }

  /// A sender of whom each chunk is waited for.
  private static FileStream sender(int chunk, Duration wait, AtomicLong time) {
    InputStream source =
        new InputStream() {
          @Override
          public int read() {
            throw new UnsupportedOperationException();
          }

          @Override
          public int read(byte[] target, int offset, int length) {
            time.addAndGet(wait.toNanos());
            return Math.min(chunk, length);
          }
        };
    return new FileStream(source, new FileSize(1 << 30), Duration.ofSeconds(60), time::get);
  }

  @Test
  void stream_endsWhenItDrips() throws IOException {
    FileStream stream = sender(1000, Duration.ofSeconds(5), new AtomicLong());
    byte[] target = new byte[1 << 20];
    assertEquals(1000, stream.read(target, 0, target.length));
    FaultException fault =
        assertThrows(FaultException.class, () -> stream.read(target, 0, target.length));
    assertEquals(Fault.BODY_TOO_SLOW, fault.fault());
    assertEquals(
        "The file came too slowly: 1.95 KiB in 10 seconds, and at least 64.00 KiB are needed.",
        fault.sentence());
  }

  @Test
  void stream_thatComesFastEnough_orWaitsForItsReader_goesOn() throws IOException {
    AtomicLong time = new AtomicLong();
    FileStream fast = sender(FileStream.LEAST / 2, Duration.ofSeconds(5), time);
    byte[] target = new byte[1 << 20];
    for (int i = 0; i < 12; i++) {
      assertEquals(FileStream.LEAST / 2, fast.read(target, 0, target.length));
    }
    FileStream unread = sender(10, Duration.ZERO, time);
    for (int i = 0; i < 5; i++) {
      time.addAndGet(Duration.ofSeconds(11).toNanos());
      assertEquals(10, unread.read(target, 0, target.length));
    }
  }

  private static FileStream stream(byte[] bytes, int largest, AtomicLong time) {
    return new FileStream(
        new ByteArrayInputStream(bytes), new FileSize(largest), Duration.ofSeconds(60), time::get);
  }
}
