package et.po.cli.run;

import java.nio.file.Path;

/// Where everything is in a data directory.
///
/// ```
/// version          of this layout; a newer one is left alone
/// lock             held while something runs, with its process number
/// secrets.json     passwords and keys, made once
/// endpoints.json   where everything is, while it runs
/// run/             a file a child process, with its number
/// logs/            a file a program
/// services         what it was made with: embedded or real
/// postgresql/  regtest/
/// rabbitmq/  ipfs/  bitcoin/  vault/  smtp/   with real services, each with its own log
/// ```
record Layout(Path path) {
  Layout {
    path = path.toAbsolutePath().normalize();
  }

  Path version() {
    return path.resolve("version");
  }

  Path logs() {
    return path.resolve("logs");
  }

  Path processes() {
    return path.resolve("run");
  }

  Path postgresql() {
    return path.resolve("postgresql");
  }

  Path regtest() {
    return path.resolve("regtest");
  }

  Path services() {
    return path.resolve("services");
  }

  /// Of a real server.
  Path server(String name) {
    return path.resolve(name);
  }

  Path secrets() {
    return path.resolve("secrets.json");
  }
}
