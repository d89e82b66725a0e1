package et.po.node.api;

import et.po.node.works.Graph;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.util.List;

/// Which claims are about what.
@Path("/graph")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class GraphResource {
  private final Graph graph;

  public GraphResource(Graph graph) {
    this.graph = graph;
  }

  /// The edges of all that hangs together with the URI, which is percent-encoded in the path.
  @GET
  @Path("/{uri}")
  public List<Graph.Edge> get(@PathParam("uri") String uri) throws SQLException {
    return graph.around(uri);
  }
}
