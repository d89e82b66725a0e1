package et.po.systemtests;

import et.po.postgresql.PostgresServer;
import et.po.servers.FreePort;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A PostgreSQL server that archives its log of changes, and can be lost and had again of a base
/// backup and that archive, as `docs/operations/backup.md` says.
final class ArchivedPostgres implements AutoCloseable {
  private static final String PASSWORD = "drill";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Path directory;
  private final int port = FreePort.find();
  private PostgresServer server;

  private ArchivedPostgres(Path directory) {
    this.directory = directory;
    this.server = launch();
  }

  static ArchivedPostgres start(Path directory) throws IOException, SQLException {
    Path archive = directory.resolve("archive");
    Files.createDirectories(archive);
    ArchivedPostgres postgres = new ArchivedPostgres(directory);
    postgres.run("alter system set archive_mode = on");
    postgres.run(
        "alter system set archive_command = 'test ! -f %1$s/%%f && cp %%p %1$s/part && mv %1$s/part %1$s/%%f'"
            .formatted(archive));
    postgres.server.close();
    postgres.server = postgres.launch();
    return postgres;
  }

  private PostgresServer launch() {
    return PostgresServer.start(data(), port, PASSWORD, directory.resolve("postgresql.log"));
  }

  private Path data() {
    return directory.resolve("data");
  }

  private Path base() {
    return directory.resolve("base");
  }

  /// With user and password.
  URI address() {
    return URI.create(
        "postgresql://%s:%s@127.0.0.1:%d".formatted(PostgresServer.USER, PASSWORD, port));
  }

  /// A new database, in the node's settings.
  Map<String, String> newDatabase(String name) throws SQLException {
    run("create database " + name);
    return Map.of(
        "NODE_DATABASE_URL",
        server.jdbcUrl(name),
        "NODE_DATABASE_USER",
        PostgresServer.USER,
        "NODE_DATABASE_PASSWORD",
        PASSWORD);
  }

  Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(server.jdbcUrl(database), PostgresServer.USER, PASSWORD);
  }

  private void run(String sql) throws SQLException {
    try (Connection connection = connect("postgres")) {
      connection.createStatement().execute(sql);
    }
  }

  /// Copies the files while they are written to, as pg_basebackup does.
  void baseBackup() throws IOException, SQLException {
    try (Connection connection = connect("postgres")) {
      connection.createStatement().execute("select pg_backup_start('drill', true)");
      copy(data(), base());
      try (ResultSet stopped =
          connection.createStatement().executeQuery("select labelfile from pg_backup_stop(true)")) {
        stopped.next();
        Files.writeString(base().resolve("backup_label"), stopped.getString(1));
      }
    }
  }

  /// Returns when all that was committed before is in the archive.
  void archiveAll() throws SQLException {
    try (Connection connection = connect("postgres")) {
      String segment = text(connection, "select pg_walfile_name(pg_switch_wal())");
      Path archived = directory.resolve("archive").resolve(segment);
      Wait.until(PATIENCE, () -> Files.exists(archived), () -> archived + " is not there");
    }
  }

  /// The server dies, and its disk with it.
  void lose() throws IOException {
    ProcessHandle.of(server.pid()).ifPresent(ProcessHandle::destroyForcibly);
    server.onExit().join();
    PostgresServer.stopLeftover(data());
    delete(data());
  }

  /// Up to the last that is archived.
  void restore() throws IOException {
    copy(base(), data());
    Files.writeString(
        data().resolve("postgresql.auto.conf"),
        "restore_command = 'cp %s/%%f %%p'\n".formatted(directory.resolve("archive")),
        StandardOpenOption.APPEND);
    Files.createFile(data().resolve("recovery.signal"));
    server = launch();
    Wait.until(
        PATIENCE,
        () -> {
          try (Connection connection = connect("postgres")) {
            return text(connection, "select pg_is_in_recovery()").equals("f");
          }
        },
        () -> "it still recovers; see " + directory.resolve("postgresql.log"));
  }

  private static String text(Connection connection, String sql) throws SQLException {
    try (ResultSet row = connection.createStatement().executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectory(
        to, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    List<Path> empty = List.of(from.resolve("pg_wal"), from.resolve("pg_replslot"));
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes about)
              throws IOException {
            Files.createDirectories(to.resolve(from.relativize(directory)));
            return empty.contains(directory)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes about)
              throws IOException {
            if (!file.getFileName().toString().startsWith("postmaster.")) {
              try {
                Files.copy(file, to.resolve(from.relativize(file)));
              } catch (NoSuchFileException e) {
                // It went while the backup was made; the archive knows of it.
              }
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }
        });
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
