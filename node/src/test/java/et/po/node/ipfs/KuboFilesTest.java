package et.po.node.ipfs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import et.po.node.testing.RealKubo;
import et.po.protocol.batch.Batch;
import et.po.protocol.batch.BatchEntry;
import et.po.protocol.batch.BatchLayout;
import et.po.protocol.batch.BatchMember;
import et.po.protocol.batch.BatchPath;
import et.po.protocol.batch.BatchReader;
import et.po.protocol.ipfs.Block;
import et.po.protocol.ipfs.Cid;
import et.po.protocol.ipfs.FileImporter;
import et.po.protocol.ipfs.Sha256;
import et.po.protocol.ipfs.UnixFs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files and batches that a real IPFS node made itself are what ours are.
@Tag("real")
@TestInstance(Lifecycle.PER_CLASS)
class KuboFilesTest {
  private RealKubo kubo;
  private IpfsNodes nodes;

  @BeforeAll
  void start(@TempDir Path directory) {
    kubo = RealKubo.start(directory);
    nodes = new IpfsNodes(List.of(kubo.url()));
  }

  @AfterAll
  void stop() {
    if (kubo != null) {
      kubo.close();
    }
  }

  private Cid add(Path file, String... options) {
    List<String> command = new ArrayList<>(List.of("add", "--recursive", "--quieter"));
    command.addAll(List.of(options));
    command.add(file.toString());
    return Cid.parse(kubo.node().command(command.toArray(String[]::new)).strip()).orElseThrow();
  }

  private byte[] read(Cid file) throws Exception {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    UnixFs.read(file, nodes::fetch, Long.MAX_VALUE, content);
    return content.toByteArray();
  }

  private static byte[] content(int size) {
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    return content;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 11, 300 * 1024, 1024 * 1024, 50 * 1024 * 1024})
  void file_thatKuboAdded_hasOurCid_andIsRead(int size, @TempDir Path directory) throws Exception {
    byte[] content = content(size);
    Path file = Files.write(directory.resolve("file"), content);

    Cid cid = add(file);
    assertEquals(FileImporter.cidOf(content), cid);
    assertArrayEquals(content, read(cid));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 11, 256 * 1024, 300 * 1024})
  void file_ofRawLeaves_isRead(int size, @TempDir Path directory) throws Exception {
    byte[] content = content(size);
    Cid cid = add(Files.write(directory.resolve("file"), content), "--raw-leaves");

    assertArrayEquals(content, read(cid));
    if (size <= 256 * 1024) {
      assertEquals(Block.raw(content).cid(), cid);
    }
  }

  /// The first Po.et's batches: a flat directory, links named by the CIDs of what they lead to.
  @Test
  void legacyBatch_thatKuboMade_isReadAsLayoutZero(@TempDir Path directory) throws Exception {
    assertEquals(
        "Qmdb5ca6qMr46LZPBwL6KJwPEh5TPWHBJh48koichY7swh",
        flat(directory.resolve("one"), "hello world\n").toString());
    Cid two = flat(directory.resolve("two"), "hello world\n", "second file\n");
    assertEquals("QmfVkCRen2tQTeprVnexrUQPhjqpiwndiZW7fc4A5nvHDu", two.toString());

    List<BatchMember> members = BatchReader.read(BatchLayout.FLAT, two, nodes::fetch);
    assertEquals(2, members.size());
    for (BatchMember member : members) {
      String text = new String(read(member.claimFile()), StandardCharsets.UTF_8);
      assertEquals(member.claimFile(), FileImporter.cidOf(text.getBytes(StandardCharsets.UTF_8)));
    }
  }

  private Cid flat(Path directory, String... files) throws IOException {
    Files.createDirectories(directory);
    for (String file : files) {
      byte[] content = file.getBytes(StandardCharsets.UTF_8);
      Files.write(directory.resolve(FileImporter.cidOf(content).toString()), content);
    }
    return add(directory);
  }

  /// The same tree of files, added by Kubo, is the same batch.
  @Test
  void batch_thatKuboMade_isReadAsLayoutOne(@TempDir Path directory) throws Exception {
    Map<Cid, byte[]> claims = new HashMap<>();
    List<BatchEntry> entries = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      byte[] claim = ("{\"claim\":" + i + "}").getBytes(StandardCharsets.UTF_8);
      Cid cid = Block.raw(claim).cid();
      claims.put(cid, claim);
      Optional<Sha256> work = i % 2 == 0 ? Optional.of(Sha256.of(claim)) : Optional.empty();
      entries.add(new BatchEntry(cid, claim.length, work));
    }
    Batch batch = BatchLayout.TREE.build(entries);
    for (BatchPath path : batch.paths()) {
      BatchMember member = path.member();
      Path file = directory.resolve(member.path());
      Files.createDirectories(file.getParent());
      byte[] claim = Objects.requireNonNull(claims.get(member.claimFile()));
      Files.write(file, claim);
      if (member.workPath().isPresent()) {
        Files.write(directory.resolve(member.workPath().get()), Sha256.of(claim).bytes());
      }
    }

    Cid root = add(directory, "--raw-leaves");
    assertEquals(batch.root(), root);
    assertEquals(
        batch.paths().stream().map(BatchPath::member).toList(),
        BatchReader.read(BatchLayout.TREE, root, nodes::fetch));
  }
}
