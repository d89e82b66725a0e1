package et.po.node.api;

import et.po.node.works.Graph;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonArray;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// Which claims are about what.
@Path("/graph")
@RunOnVirtualThread
public class GraphResource {
  private final Graph graph;

  public GraphResource(Graph graph) {
    this.graph = graph;
  }

  /// The edges of all that hangs together with the URI, which is percent-encoded in the path.
  @GET
  @Path("/{uri}")
  public Response get(@PathParam("uri") String uri) throws SQLException {
    if (!JsonString.isStorable(uri)) {
      throw Fault.QUERY_INVALID.because("No URI has a NUL or half of a surrogate pair.");
    }
    List<Json> edges = new ArrayList<>();
    for (Graph.Edge edge : graph.around(uri)) {
      SequencedMap<String, Json> members = new LinkedHashMap<>();
      members.put("origin", new JsonString(edge.origin()));
      members.put("target", new JsonString(edge.target()));
      edges.add(new JsonObject(members));
    }
    return Answers.json(new JsonArray(edges).text()).build();
  }
}
