package et.po.node.api;

import et.po.node.ipfs.BlockStore;
import et.po.protocol.ipfs.Block;
import et.po.protocol.ipfs.CarWriter;
import et.po.protocol.ipfs.Cid;
import et.po.protocol.ipfs.DagLink;
import et.po.protocol.ipfs.MalformedDagException;
import et.po.protocol.ipfs.MissingBlockException;
import et.po.protocol.ipfs.UnixFs;
import et.po.protocol.ipfs.VerifiedBlocks;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Answers with blocks, files and archives of this node's own store (IPFS specification "Trustless
/// Gateway"). Never asks others: a stranger's request must not make this node fetch things.
public final class Gateway {
  private static final long LARGEST_FILE = 1L << 40;
  private static final String FOREVER = "public, max-age=29030400, immutable";

  private final BlockStore blocks;

  /// @param blocks that are here, not those that could be had elsewhere
  public Gateway(BlockStore blocks) {
    this.blocks = blocks;
  }

  /// The content of a file, streamed block by block.
  Response file(String text) {
    Cid cid = cid(text);
    try {
      long size = UnixFs.sizeOf(cid, blocks::fetch);
      return immutable(cid, MediaType.APPLICATION_OCTET_STREAM)
          .header("Content-Length", size)
          .entity((StreamingOutput) out -> write(cid, out))
          .build();
    } catch (MissingBlockException e) {
      throw unknown(cid);
    } catch (MalformedDagException e) {
      throw Fault.NOT_ACCEPTABLE.because(
          cid + " is not a file; ask for it with ?format=raw or ?format=car at /ipfs.");
    }
  }

  private void write(Cid cid, OutputStream out) throws IOException {
    try {
      UnixFs.read(cid, blocks::fetch, LARGEST_FILE, out);
    } catch (MissingBlockException | MalformedDagException e) {
      // The status is sent; only breaking off tells the client that this is not all.
      throw new IOException(e.getMessage(), e);
    }
  }

  /// What a path below a root leads to.
  Cid resolve(String root, String path) {
    Cid cid = cid(root);
    try {
      return UnixFs.resolve(cid, path, blocks::fetch)
          .orElseThrow(
              () -> Fault.NO_SUCH_THING.because("There is no " + path + " in " + cid + "."));
    } catch (MissingBlockException e) {
      throw unknown(cid);
    } catch (MalformedDagException e) {
      throw Fault.NO_SUCH_THING.because(cid + " is no directory that has a " + path + ".");
    }
  }

  /// One block as it is.
  Response block(Cid cid) {
    Block block = blocks.fetch(cid).orElseThrow(() -> unknown(cid));
    return immutable(cid, "application/vnd.ipld.raw").entity(block.data()).build();
  }

  /// Everything below the root, parents before children, as a CAR of version 1.
  Response archive(Cid cid) {
    if (blocks.fetch(cid).isEmpty()) {
      throw unknown(cid);
    }
    return immutable(cid, "application/vnd.ipld.car; version=1; order=dfs; dups=n")
        .header("Content-Disposition", "attachment; filename=\"" + cid + ".car\"")
        .entity((StreamingOutput) out -> writeArchive(cid, out))
        .build();
  }

  private void writeArchive(Cid root, OutputStream out) throws IOException {
    CarWriter car = new CarWriter(out, root);
    VerifiedBlocks verified = new VerifiedBlocks(blocks::fetch);
    Set<Cid> written = new HashSet<>();
    Deque<Cid> open = new ArrayDeque<>(List.of(root));
    while (!open.isEmpty()) {
      Cid cid = open.pop();
      if (written.add(cid)) {
        try {
          car.write(new Block(cid, verified.fetch(cid)));
          verified.links(cid).reversed().stream().map(DagLink::cid).forEach(open::push);
        } catch (MissingBlockException | MalformedDagException e) {
          throw new IOException(e.getMessage(), e);
        }
      }
    }
  }

  private static Response.ResponseBuilder immutable(Cid cid, String type) {
    return Response.ok()
        .type(type)
        .header("ETag", "\"" + cid + "\"")
        .header("Cache-Control", FOREVER)
        .header("X-Ipfs-Path", "/ipfs/" + cid);
  }

  static Cid cid(String text) {
    return Cid.parse(text)
        .orElseThrow(() ->
            Fault.NO_SUCH_THING.because(
                "That is not a CID of a kind used here: version 0, or version 1 in Base32 of a raw"
                    + " or dag-pb block, with SHA-256."));
  }

  private static FaultException unknown(Cid cid) {
    return Fault.NO_SUCH_THING.because("This node does not have " + cid + ".");
  }
}
