package et.po.protocol.proof;

import et.po.protocol.proof.OtsReader.Malformed;
import et.po.protocol.proof.OtsTimestamp.Branch;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads `.ots` files within the limits of the stock implementation.
final class OtsParser {
  /// The header of every file: magic bytes and version.
  static final byte[] MAGIC =
      HexFormat.of().parseHex("004f70656e54696d657374616d7073000050726f6f6600bf89e2e884e8929401");

  static final byte[] BITCOIN = HexFormat.of().parseHex("0588960d73d71901");
  static final byte[] PENDING = HexFormat.of().parseHex("83dfe30d2ef90c8e");
  static final int ATTESTATION = 0x00;
  static final int MORE = 0xff;
  static final int APPEND = 0xf0;
  static final int PREPEND = 0xf1;
  static final int REVERSE = 0xf2;
  static final int HEXLIFY = 0xf3;

  /// As many operations may follow each other.
  static final int MAX_DEPTH = 255;

  private static final int MAX_FILE = 1 << 20;

  /// All messages together, in bytes: an operation of one byte can repeat a message of 4,096.
  private static final int MAX_MESSAGES = 1 << 24;

  private static final int MAX_PAYLOAD = 8192;
  private static final int MAX_URI = 1000;
  private static final Pattern URI = Pattern.compile("[A-Za-z0-9._/:-]*");

  private final OtsReader reader;
  private int messages;

  private OtsParser(OtsReader reader) {
    this.reader = reader;
  }

  static Optional<OtsFile> parse(byte[] bytes) {
    if (bytes.length > MAX_FILE) {
      return Optional.empty();
    }
    try {
      return Optional.of(new OtsParser(new OtsReader(bytes)).file());
    } catch (Malformed e) {
      return Optional.empty();
    }
  }

  private OtsFile file() throws Malformed {
    reader.expect(MAGIC);
    OtsOperation.Hash hash =
        OtsOperation.Hash.ofTag(reader.oneByte())
            .orElseThrow(() -> new Malformed("unknown hash function"));
    OtsTimestamp timestamp = timestamp(reader.bytes(hash.length()), 0);
    reader.expectEnd();
    return new OtsFile(hash, timestamp);
  }

  private OtsTimestamp timestamp(byte[] message, int depth) throws Malformed {
    if (depth > MAX_DEPTH) {
      throw new Malformed("too many operations in a row");
    }
    List<OtsAttestation> attestations = new ArrayList<>();
    List<Branch> branches = new ArrayList<>();
    boolean more = true;
    while (more) {
      int tag = reader.oneByte();
      more = tag == MORE;
      int item = more ? reader.oneByte() : tag;
      if (item == ATTESTATION) {
        attestations.add(attestation());
      } else {
        branches.add(branch(operation(item), message, depth));
      }
    }
    return new OtsTimestamp(message, attestations, branches);
  }

  private Branch branch(OtsOperation operation, byte[] message, int depth) throws Malformed {
    byte[] result =
        operation.apply(message).orElseThrow(() -> new Malformed("a message is too long"));
    messages += result.length;
    if (messages > MAX_MESSAGES) {
      throw new Malformed("unfolds to too many bytes");
    }
    return new Branch(operation, timestamp(result, depth + 1));
  }

  private OtsOperation operation(int tag) throws Malformed {
    return switch (tag) {
      case APPEND -> new OtsOperation.Append(reader.counted(1, OtsOperation.MAX_MESSAGE));
      case PREPEND -> new OtsOperation.Prepend(reader.counted(1, OtsOperation.MAX_MESSAGE));
      case REVERSE -> OtsOperation.Rewrite.REVERSE;
      case HEXLIFY -> OtsOperation.Rewrite.HEXLIFY;
      default -> OtsOperation.Hash.ofTag(tag).orElseThrow(() -> new Malformed("unknown operation"));
    };
  }

  private OtsAttestation attestation() throws Malformed {
    byte[] tag = reader.bytes(8);
    byte[] bytes = reader.counted(0, MAX_PAYLOAD);
    OtsReader payload = new OtsReader(bytes);
    if (Arrays.equals(tag, BITCOIN)) {
      long height = payload.number();
      payload.expectEnd();
      return new OtsAttestation.Bitcoin(height);
    }
    if (Arrays.equals(tag, PENDING)) {
      String uri = new String(payload.counted(0, MAX_URI), StandardCharsets.ISO_8859_1);
      payload.expectEnd();
      if (!URI.matcher(uri).matches()) {
        throw new Malformed("a calendar's address has other characters");
      }
      return new OtsAttestation.Pending(uri);
    }
    return new OtsAttestation.Unknown(tag, bytes);
  }
}
