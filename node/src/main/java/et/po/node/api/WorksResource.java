package et.po.node.api;

import et.po.node.ipfs.BlockStore;
import et.po.node.proofs.Proofs;
import et.po.node.works.Progress;
import et.po.node.works.Progress.Anchored;
import et.po.node.works.Work;
import et.po.node.works.Works;
import et.po.protocol.claim.ClaimId;
import et.po.protocol.ipfs.Cid;
import et.po.protocol.ipfs.MalformedDagException;
import et.po.protocol.ipfs.MissingBlockException;
import et.po.protocol.ipfs.UnixFs;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Works and their proofs.
@Path("/works")
@RunOnVirtualThread
public class WorksResource {
  private static final long LARGEST_CLAIM = 4L * 1024 * 1024;
  private static final long LONGEST_COMMIT_SECONDS = 30;

  private final Api api;
  private final Works works;
  private final Proofs proofs;
  private final BlockStore blocks;
  private final Bodies bodies = new Bodies();

  public WorksResource(Api api, Works works, Proofs proofs, BlockStore blocks) {
    this.api = api;
    this.works = works;
    this.proofs = proofs;
    this.blocks = blocks;
  }

  /// Takes a claim: 202 says that it is durable and will be anchored.
  @POST
  @Consumes(MediaType.WILDCARD)
  public Response post(
      @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type,
      @HeaderParam(HttpHeaders.CONTENT_LENGTH) @Nullable String length,
      @Context RoutingContext context,
      InputStream body) {
    try {
      // Of whatever type: what is not read here would be kept.
      return bodies.with(
          body,
          announced(length),
          bytes -> {
            requireJson(type);
            return accept(bytes);
          });
    } catch (FaultException e) {
      cutOff(e.fault(), context);
      throw e;
    }
  }

  private static void requireJson(@Nullable String type) {
    if (type == null || !type.toLowerCase(Locale.ROOT).contains("json")) {
      throw Fault.CLAIM_NOT_SIGNED.because(
          "Request Body must be a Signed Verifiable Claim.",
          "A claim is sent as JSON, with Content-Type: application/json.");
    }
  }

  /// Of a body that is not read to its end the framework would keep the rest in memory.
  private static void cutOff(Fault fault, RoutingContext context) {
    boolean unread = fault == Fault.BUSY || fault == Fault.TOO_SLOW || fault == Fault.TOO_LARGE;
    if (unread && !context.request().isEnded()) {
      context.addEndHandler(_ -> context.request().connection().close());
    }
  }

  /// With the body's memory set aside until the claim is written down: what waits fills no more.
  private Response accept(byte[] body) {
    await(api.accept(body));
    return Response.accepted().type(MediaType.TEXT_PLAIN).build();
  }

  private static OptionalLong announced(@Nullable String length) {
    return length == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(length));
  }

  private static void await(CompletableFuture<Void> answer) {
    try {
      answer.get(LONGEST_COMMIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw Fault.AWAY.because(
          "The claim could not be written down; it was perhaps taken. Send it again, it is taken"
              + " once.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Fault.BUSY.because("The node is stopping; send the claim again, it is taken once.");
    }
  }

  /// Works, newest first, with `X-Total-Count`.
  @GET
  public Response list(@Context UriInfo uri) throws SQLException {
    Works.Page page =
        works.list(WorkQueries.read(QueryText.parse(uri.getRequestUri().getRawQuery())));
    return Answers.json(WorkJson.of(page.works())).header("X-Total-Count", page.total()).build();
  }

  /// The claim, and how far it has come.
  @GET
  @Path("/{id}")
  public Response show(@PathParam("id") String id) throws SQLException {
    Optional<Work> work = find(id);
    // An empty 404 is what old clients expect of a work that is not known here.
    return work.map(found -> Answers.json(WorkJson.of(found)).build())
        .orElseGet(() -> Response.status(404).type(MediaType.TEXT_PLAIN).build());
  }

  /// The claim file, byte for byte as it is stored, which is what proofs are about.
  @GET
  @Path("/{id}/claim")
  public Response claim(@PathParam("id") String id) throws SQLException, IOException {
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

  private byte[] content(String cid) throws IOException {
    try {
      ByteArrayOutputStream content = new ByteArrayOutputStream();
      UnixFs.read(Cid.parse(cid).orElseThrow(), blocks::fetch, LARGEST_CLAIM, content);
      return content.toByteArray();
    } catch (MissingBlockException e) {
      throw missing(e);
    } catch (MalformedDagException e) {
      throw new IllegalStateException("the claim file " + cid + " was read and is none now", e);
    }
  }

  /// Everything that proves the claim's place in Bitcoin, as readable JSON.
  @GET
  @Path("/{id}/receipt")
  public Response receipt(@PathParam("id") String id) throws SQLException {
    try {
      byte[] receipt =
          proofs.receipt(id, requireAnchored(id)).toJson().text().getBytes(StandardCharsets.UTF_8);
      return download(receipt, MediaType.APPLICATION_JSON, id + ".receipt.json");
    } catch (MissingBlockException e) {
      throw missing(e);
    }
  }

  /// An OpenTimestamps proof of the claim file.
  @GET
  @Path("/{id}/proof.ots")
  public Response claimTimestamp(@PathParam("id") String id) throws SQLException {
    try {
      byte[] file =
          proofs
              .claimTimestamp(id, requireAnchored(id))
              .orElseThrow(() ->
                  Fault.NO_SUCH_PROOF.because(
                      "This claim's batch has no OpenTimestamps proofs; its receipt is at /works/"
                          + id
                          + "/receipt."));
      return download(file, MediaType.APPLICATION_OCTET_STREAM, id + ".json.ots");
    } catch (MissingBlockException e) {
      throw missing(e);
    }
  }

  /// An OpenTimestamps proof of the work itself.
  @GET
  @Path("/{id}/work.ots")
  public Response workTimestamp(@PathParam("id") String id) throws SQLException {
    try {
      byte[] file =
          proofs
              .workTimestamp(id, requireAnchored(id))
              .orElseThrow(() ->
                  Fault.NO_SUCH_PROOF.because(
                      "The work itself has no proof: this node was given neither its content nor"
                          + " its SHA-256 before the claim was batched."));
      return download(file, MediaType.APPLICATION_OCTET_STREAM, id + ".work.ots");
    } catch (MissingBlockException e) {
      throw missing(e);
    }
  }

  private Optional<Work> find(String id) throws SQLException {
    return ClaimId.parse(id).isPresent() ? works.find(id) : Optional.empty();
  }

  private Work require(String id) throws SQLException {
    return find(id)
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

  private static FaultException missing(MissingBlockException e) {
    return Fault.AWAY.because(
        "A part of the batch cannot be had from IPFS now (" + e.getMessage() + ").");
  }

  private static Response download(byte[] bytes, String type, String name) {
    return Response.ok(bytes)
        .type(type)
        .header("Content-Disposition", "inline; filename=\"" + name + "\"")
        .build();
  }
}
