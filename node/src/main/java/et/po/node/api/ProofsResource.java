package et.po.node.api;

import et.po.node.ipfs.BlockStore;
import et.po.node.proofs.Proofs;
import et.po.node.works.Progress;
import et.po.node.works.Progress.Anchored;
import et.po.node.works.Work;
import et.po.node.works.Works;
import et.po.protocol.ipfs.Cid;
import et.po.protocol.ipfs.MalformedDagException;
import et.po.protocol.ipfs.MissingBlockException;
import et.po.protocol.ipfs.UnixFs;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Optional;

/// What proves a work without trusting this node. A part that cannot be had now is 503.
@Path("/works/{id}")
@RunOnVirtualThread
public class ProofsResource {
  private static final long LARGEST_CLAIM = 4L * 1024 * 1024;

  private final Works works;
  private final Proofs proofs;
  private final BlockStore blocks;

  public ProofsResource(Works works, Proofs proofs, BlockStore blocks) {
    this.works = works;
    this.proofs = proofs;
    this.blocks = blocks;
  }

  /// The claim file, byte for byte as it is stored, which is what proofs are about.
  @GET
  @Path("/claim")
  public Response claim(@PathParam("id") String id)
      throws SQLException, IOException, MissingBlockException {
    Work work = require(id);
    Optional<String> file =
        switch (work.progress()) {
          case Progress.Accepted _ -> Optional.empty();
          case Progress.Stored stored -> Optional.of(stored.fileCid());
          case Progress.Batched batched -> Optional.of(batched.fileCid());
          case Progress.Sent sent -> Optional.of(sent.fileCid());
          case Anchored anchored -> Optional.of(anchored.fileCid());
        };
    byte[] bytes =
        file.isPresent() ? content(file.get()) : work.json().getBytes(StandardCharsets.UTF_8);
    return download(bytes, MediaType.APPLICATION_JSON, id + ".json");
  }

  private byte[] content(String cid) throws IOException, MissingBlockException {
    try {
      ByteArrayOutputStream content = new ByteArrayOutputStream();
      UnixFs.read(Cid.parse(cid).orElseThrow(), blocks::fetch, LARGEST_CLAIM, content);
      return content.toByteArray();
    } catch (MalformedDagException e) {
      throw new IllegalStateException("the claim file " + cid + " was read and is none now", e);
    }
  }

  /// Everything that proves the claim's place in Bitcoin, as readable JSON.
  @GET
  @Path("/receipt")
  public Response receipt(@PathParam("id") String id) throws SQLException, MissingBlockException {
    byte[] receipt =
        proofs.receipt(id, requireAnchored(id)).toJson().text().getBytes(StandardCharsets.UTF_8);
    return download(receipt, MediaType.APPLICATION_JSON, id + ".receipt.json");
  }

  /// An OpenTimestamps proof of the claim file.
  @GET
  @Path("/proof.ots")
  public Response claimTimestamp(@PathParam("id") String id)
      throws SQLException, MissingBlockException {
    return timestamp(
        proofs.claimTimestamp(id, requireAnchored(id)),
        id + ".json.ots",
        "No batch of this claim that is in Bitcoin gives an OpenTimestamps proof; its receipt is at"
            + " /works/"
            + id
            + "/receipt.");
  }

  /// An OpenTimestamps proof of the work itself.
  @GET
  @Path("/work.ots")
  public Response workTimestamp(@PathParam("id") String id)
      throws SQLException, MissingBlockException {
    Anchored anchored = requireAnchored(id);
    return timestamp(
        proofs.workTimestamp(id, anchored),
        id + ".work.ots",
        anchored.workSha256().isPresent()
            ? "The work itself has no proof: of the batches of this claim that are in Bitcoin, none"
                + " has its SHA-256 beside the claim."
            : "The work itself has no proof: this node was given neither its content nor its SHA-256"
                + " before the claim was batched.");
  }

  private static Response timestamp(Optional<byte[]> file, String name, String otherwise) {
    return download(
        file.orElseThrow(() -> Fault.NO_SUCH_PROOF.because(otherwise)),
        MediaType.APPLICATION_OCTET_STREAM,
        name);
  }

  private Work require(String id) throws SQLException {
    return works
        .find(id)
        .orElseThrow(() -> Fault.NO_SUCH_THING.because("This node knows no work " + id + "."));
  }

  private Anchored requireAnchored(String id) throws SQLException {
    return switch (require(id).progress()) {
      case Anchored anchored -> anchored;
      case Progress early ->
          throw Fault.NO_PROOF_YET.because(
              "There is no proof yet: the claim is "
                  + early.stage()
                  + ", and not in a Bitcoin block that was read back.");
    };
  }

  private static Response download(byte[] bytes, String type, String name) {
    return Response.ok(bytes)
        .type(type)
        .header("Content-Disposition", "inline; filename=\"" + name + "\"")
        .build();
  }
}
