package et.po.node.api;

import et.po.protocol.ipfs.Cid;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Blocks for other nodes and for whoever checks our word.
@Path("/ipfs")
@RunOnVirtualThread
public class IpfsResource {
  private final Gateway gateway;

  public IpfsResource(Gateway gateway) {
    this.gateway = gateway;
  }

  /// The file, or with `format=raw` the block, or with `format=car` everything below it.
  @GET
  @Path("/{cid}")
  public Response get(
      @PathParam("cid") String cid,
      @QueryParam("format") @Nullable String format,
      @HeaderParam(HttpHeaders.ACCEPT) @Nullable String accept) {
    return answer(Gateway.cid(cid), format, accept);
  }

  /// What stands below a directory.
  @GET
  @Path("/{cid}/{path:.+}")
  public Response below(
      @PathParam("cid") String cid,
      @PathParam("path") String path,
      @QueryParam("format") @Nullable String format,
      @HeaderParam(HttpHeaders.ACCEPT) @Nullable String accept) {
    return answer(gateway.resolve(cid, path), format, accept);
  }

  private Response answer(Cid cid, @Nullable String format, @Nullable String accept) {
    String wanted = format != null ? format : formatOf(accept);
    return switch (wanted) {
      case "raw" -> gateway.block(cid);
      case "car" -> gateway.archive(cid);
      case "" -> gateway.file(cid.toString());
      default ->
          throw Fault.NOT_ACCEPTABLE.because(
              "The format is raw or car, or none for a file's content.");
    };
  }

  private static String formatOf(@Nullable String accept) {
    String lower = accept == null ? "" : accept.toLowerCase(Locale.ROOT);
    if (lower.contains("application/vnd.ipld.raw")) {
      return "raw";
    }
    return lower.contains("application/vnd.ipld.car") ? "car" : "";
  }
}
