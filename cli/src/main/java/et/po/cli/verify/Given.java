package et.po.cli.verify;

import et.po.cli.claim.WorkHash;
import et.po.protocol.json.JsonObject;
import et.po.protocol.proof.OtsFile;
import et.po.protocol.proof.Receipt;
import java.io.IOException;
import java.io.InputStream;

/// A file that was given, as what its content says it is.
sealed interface Given {
  /// As it was given.
  String name();

  /// Where bytes can be read once more.
  interface Content {
    InputStream open() throws IOException;
  }

  /// Anything that is nothing else.
  record Work(String name, Content content, WorkHash hash) implements Given {}

  /// @param bytes of the file: proofs are about them, not about what they say
  record Claim(String name, byte[] bytes, JsonObject envelope) implements Given {}

  record Receipted(String name, Receipt receipt) implements Given {}

  record Timestamp(String name, OtsFile ots) implements Given {}

  /// Looks like one of the others, but cannot be read as one.
  record Broken(String name, Part part, String verdict, String because) implements Given {}
}
