package et.po.protocol.ipfs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import et.po.protocol.json.Json;
import et.po.protocol.json.JsonArray;
import et.po.protocol.json.JsonNumber;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import et.po.protocol.json.MalformedJsonException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the stock importers made of files and directories (`tools/oracles/ipfs`).
class IpfsVectorsTest {
  private static Json vectors(String name) throws IOException, MalformedJsonException {
    return Json.parse(
        Files.readAllBytes(Path.of(System.getProperty("vectors.directory"), "ipfs", name)));
  }

  static List<Json> files() throws IOException, MalformedJsonException {
    return ((JsonArray) vectors("files.json")).items();
  }

  static List<Json> directories() throws IOException, MalformedJsonException {
    return ((JsonArray) vectors("directories.json")).items();
  }

  private static int number(JsonObject vector, String key) {
    return (int) ((JsonNumber) vector.find(key).orElseThrow()).value();
  }

  /// SHA-256 of `<seed>/0`, `<seed>/1`, …, cut to size.
  private static InputStream content(String seed, int size) {
    return new InputStream() {
      private byte[] piece = new byte[0];
      private int at;

      @Override
      public int read() {
        if (at == size) {
          return -1;
        }
        if (at % 32 == 0) {
          piece = Sha256.of((seed + "/" + at / 32).getBytes(StandardCharsets.UTF_8)).bytes();
        }
        return piece[at++ % 32] & 0xff;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) {
        int read = 0;
        for (int value = 0; read < length && value >= 0; ) {
          value = read();
          if (value >= 0) {
            bytes[offset + read++] = (byte) value;
          }
        }
        return read == 0 && length > 0 ? -1 : read;
      }
    };
  }

  @ParameterizedTest
  @MethodSource("files")
  void importFile_vector_hasTheStockCid(Json json) throws IOException {
    JsonObject vector = (JsonObject) json;
    List<Block> blocks = new ArrayList<>();
    String seed = vector.findString("seed").orElseThrow();
    Cid cid = FileImporter.importFile(content(seed, number(vector, "size")), blocks::add);
    assertEquals(vector.findString("cid"), Optional.of(cid.toString()));
    assertEquals(number(vector, "blocks"), blocks.stream().map(Block::cid).distinct().count());
  }

  @ParameterizedTest
  @MethodSource("directories")
  void decode_directoryVector_writesTheSameBytesAgain(Json json) {
    JsonObject vector = (JsonObject) json;
    byte[] block = HexFormat.of().parseHex(vector.findString("block").orElseThrow());
    DagNode node = DagNode.decode(block).orElseThrow();
    List<String> names =
        ((JsonArray) vector.find("files").orElseThrow())
            .items().stream()
                .map(name -> ((JsonString) name).value().split("/")[0])
                .distinct()
                .sorted()
                .toList();
    assertEquals(names, node.links().stream().map(DagLink::name).sorted().toList());
    Block ours = UnixFs.directory(node.links().reversed());
    assertArrayEquals(block, ours.data());
    assertEquals(vector.findString("cid"), Optional.of(ours.cid().toString()));
  }

  @Test
  void write_carVector_isByteForByteTheSame()
      throws IOException, MalformedJsonException, MalformedDagException {
    JsonObject vector = (JsonObject) vectors("car.json");
    Map<String, Block> blocks = new HashMap<>();
    String seed = vector.findString("seed").orElseThrow();
    Cid root =
        FileImporter.importFile(
            content(seed, number(vector, "size")),
            block -> blocks.put(block.cid().toString(), block));
    ByteArrayOutputStream car = new ByteArrayOutputStream();
    List<Block> ordered =
        ((JsonArray) vector.find("blocks").orElseThrow())
            .items().stream().map(cid -> blocks.get(((JsonString) cid).value())).toList();
    CarWriter.write(car, root, ordered);
    assertEquals(number(vector, "length"), car.size());
    assertEquals(vector.findString("sha256"), Optional.of(Sha256.of(car.toByteArray()).hex()));
    List<Block> read = new ArrayList<>();
    assertEquals(root, CarReader.read(new ByteArrayInputStream(car.toByteArray()), read::add));
    assertEquals(ordered.size(), read.size());
  }

  @Test
  void base58_leadingZeros_becomeOnes() {
    assertEquals("112", Base58.encode(new byte[] {0, 0, 1}));
    assertArrayEquals(new byte[] {0, 0, 1}, Base58.decode("112").orElseThrow());
    assertEquals(Optional.empty(), Base58.decode("0OIl"));
    assertEquals("", Base58.encode(new byte[0]));
  }

  @Test
  void parse_otherCids_isEmpty() {
    for (String text :
        List.of(
            "",
            "Qm",
            "z",
            "bafkqaaa",
            "QmPBKgtz5hdQjqKAoJ2yLDjurSZpPa7RVcJdeVadMW2LY",
            "QmPBKgtz5hdQjqKAoJ2yLDjurSZpPa7RVcJdeVadMW2LY7 ",
            "BAFKREIGH2AKISCAILDC",
            "b" + "a".repeat(100_000))) {
      assertEquals(Optional.empty(), Cid.parse(text), text);
    }
  }
}
