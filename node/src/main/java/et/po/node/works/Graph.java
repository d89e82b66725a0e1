package et.po.node.works;

import et.po.node.database.Database;
import et.po.node.database.Sql;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;

/// Which claims are about what: edges from `poet:claims/<id>` to each URI in a claim's `about`.
public final class Graph {
  /// A larger component is cut off here, nearest edges first.
  private static final int MOST_EDGES = 5000;

  private static final int NODES_AT_ONCE = 500;

  private final Database database;

  public Graph(Database database) {
    this.database = database;
  }

  /// A claim and what it is about.
  public record Edge(String origin, String target) {}

  /// The edges of all that hangs together with this URI, followed in both directions.
  public List<Edge> around(String uri) throws SQLException {
    return database.inTransaction(transaction -> {
      Set<Edge> edges = new LinkedHashSet<>();
      Set<String> seen = new LinkedHashSet<>(List.of(uri));
      Queue<String> open = new ArrayDeque<>(List.of(uri));
      while (!open.isEmpty() && edges.size() < MOST_EDGES) {
        List<String> nodes = new ArrayList<>();
        while (!open.isEmpty() && nodes.size() < NODES_AT_ONCE) {
          nodes.add(open.remove());
        }
        for (Edge edge :
            Sql.list(
                transaction,
                row -> new Edge(row.getString(1), row.getString(2)),
                "(select origin, target from view.edge where origin = any(?) limit ?)"
                    + " union (select origin, target from view.edge where target = any(?) limit ?)",
                Sql.array("text", nodes),
                MOST_EDGES,
                Sql.array("text", nodes),
                MOST_EDGES)) {
          if (edges.size() < MOST_EDGES && edges.add(edge)) {
            List.of(edge.origin(), edge.target()).stream().filter(seen::add).forEach(open::add);
          }
        }
      }
      return List.copyOf(edges);
    });
  }
}
