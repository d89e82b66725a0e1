package et.po.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.cli.CommandException;
import et.po.cli.OwnerFile;
import et.po.cli.Trouble;
import et.po.cli.run.Secrets.Name;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartsTest {
  @TempDir Path directory;

  @Test
  void secrets_onceMade_stay() throws IOException {
    Path file = directory.resolve("secrets.json");
    Secrets made = Secrets.in(file, new SecureRandom());
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    Secrets read = Secrets.in(file, new SecureRandom());
    for (Name name : Name.values()) {
      assertTrue(made.of(name).matches("[0-9a-f]{64}"));
      assertEquals(made.of(name), read.of(name));
    }
    assertNotEquals(made.of(Name.JWT), made.of(Name.FROST_MASTER_KEY));
  }

  @Test
  void secrets_damagedFile_isRefusedAndKept() throws IOException {
    Path file = Files.writeString(directory.resolve("secrets.json"), "{\"JWT\":");
    assertThrows(CommandException.class, () -> Secrets.in(file, new SecureRandom()));
    assertEquals("{\"JWT\":", Files.readString(file));
  }

  @Test
  void pidFile_ofThisProcess_isFound() throws IOException {
    PidFile file = new PidFile(directory.resolve("x.pid"));
    file.write(ProcessHandle.current());
    assertEquals(Optional.of(ProcessHandle.current()), file.process());
  }

  @Test
  void pidFile_ofANumberThatCameAgain_isNobody() throws IOException {
    PidFile file = new PidFile(directory.resolve("x.pid"));
    long pid = ProcessHandle.current().pid();
    Files.writeString(file.file(), pid + " 1000000000000\n");
    assertEquals(Optional.empty(), file.process());
    Files.writeString(file.file(), "12");
    assertEquals(Optional.empty(), file.process());
  }

  @Test
  void logFile_largeOnes_areSetAsideAndTheOldestGoes() throws IOException {
    LogFile log = new LogFile(directory.resolve("node.log"));
    log.rotate();
    for (int i = 0; i < 5; i++) {
      Files.write(log.path(), new byte[10 * 1024 * 1024]);
      Files.write(
          directory.resolve("node.log"),
          new byte[] {(byte) i},
          java.nio.file.StandardOpenOption.APPEND);
      log.rotate();
      assertFalse(Files.exists(log.path()));
    }
    assertTrue(Files.exists(directory.resolve("node.log.3")));
    assertFalse(Files.exists(directory.resolve("node.log.4")));
    Files.writeString(log.path(), "small");
    log.rotate();
    assertEquals("small", Files.readString(log.path()));
  }

  @Test
  void logFile_lastLine_isTheLastThatSaysSomething() throws IOException {
    LogFile log = new LogFile(directory.resolve("node.log"));
    assertEquals("it said nothing", log.lastLine());
    Files.writeString(log.path(), "x\n".repeat(10_000) + "why\n\n");
    assertEquals("why", log.lastLine());
  }

  @Test
  void ownerFile_create_neverOverwrites() throws IOException {
    Path file = directory.resolve("key");
    OwnerFile.create(file, "one".getBytes(StandardCharsets.US_ASCII));
    assertThrows(
        FileAlreadyExistsException.class,
        () -> OwnerFile.create(file, "two".getBytes(StandardCharsets.US_ASCII)));
    assertEquals("one", Files.readString(file));
    OwnerFile.replace(file, "three".getBytes(StandardCharsets.US_ASCII));
    assertEquals("three", Files.readString(file));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    try (var files = Files.list(directory)) {
      assertEquals(1, files.count());
    }
  }

  @Test
  void trouble_fullDisk_isToldAsSuch() {
    assertEquals(
        "The disk is full: /x cannot be written.",
        Trouble.sentence(new FileSystemException("/x", null, "No space left on device")));
    assertEquals("The disk is full.", Trouble.sentence(new IOException("No space left on device")));
  }
}
