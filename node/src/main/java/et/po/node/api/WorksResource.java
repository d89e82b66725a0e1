package et.po.node.api;

import et.po.node.works.Work;
import et.po.node.works.Works;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Works: taken, listed, shown.
@Path("/works")
@RunOnVirtualThread
public class WorksResource {
  private static final long LONGEST_COMMIT_SECONDS = 30;
  private static final Pattern TRANSACTION_ID = Pattern.compile("[0-9a-fA-F]{64}");

  private final Api api;
  private final Works works;
  private final Bodies bodies = new Bodies();

  public WorksResource(Api api, Works works) {
    this.api = api;
    this.works = works;
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

  /// The claim, and how far it has come: shown with the anchor that is asked for, as long as a
  /// block has it.
  @GET
  @Path("/{id}")
  public Response show(
      @PathParam("id") String id, @QueryParam("transaction") @Nullable String transaction)
      throws SQLException {
    Optional<Work> work =
        works.find(id, Optional.ofNullable(transaction).map(WorksResource::anchorId));
    // An empty 404 is what old clients expect of a work that is not known here.
    return work.map(found -> Answers.json(WorkJson.of(found)).build())
        .orElseGet(() -> Response.status(404).type(MediaType.TEXT_PLAIN).build());
  }

  private static String anchorId(String text) {
    if (!TRANSACTION_ID.matcher(text).matches()) {
      throw Fault.QUERY_INVALID.because(
          "child \"transaction\" fails because [\"transaction\" must be a transaction's id]");
    }
    return text.toLowerCase(Locale.ROOT);
  }
}
