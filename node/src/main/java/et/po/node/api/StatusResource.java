package et.po.node.api;

import et.po.node.status.NodeStatus;
import et.po.node.status.ServiceRecords;
import et.po.node.works.Works;
import et.po.node.works.Works.Totals;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonNumber;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/// How the node is, for people and for the clients of the first Po.et.
@Path("/")
@RunOnVirtualThread
public class StatusResource {
  private static final List<String> SERVICES =
      List.of("ipfsInfo", "walletInfo", "blockchainInfo", "networkInfo", "estimatedSmartFeeInfo");
  private static final Map<String, String> NOTHING_KNOWN =
      Map.of(
          "ipfsRetryInfo", "{\"hardFailures\":0,\"softFailures\":0}",
          "transactionAnchorRetryInfo", "[]");

  private final NodeStatus.Source status;
  private final ServiceRecords services;
  private final Works works;

  public StatusResource(NodeStatus.Source status, ServiceRecords services, Works works) {
    this.status = status;
    this.services = services;
    this.works = works;
  }

  /// The node's network, roles and their problems, how many works it knows and the end of the chain
  /// as it was read.
  @GET
  @Path("/status")
  public Response status() throws SQLException {
    NodeStatus now = status.now();
    SequencedMap<String, Json> roles = new LinkedHashMap<>();
    now.roles().forEach((role, problem) -> roles.put(role, new JsonString(problem.orElse("ok"))));
    SequencedMap<String, Json> deadLetters = new LinkedHashMap<>();
    now.deadLetters().forEach((role, count) -> deadLetters.put(role, new JsonNumber(count)));
    Totals totals = works.totals();
    SequencedMap<String, Json> members = new LinkedHashMap<>();
    members.put("version", new JsonString(now.version()));
    members.put("network", new JsonString(now.network()));
    members.put("prefix", new JsonString(now.prefix()));
    members.put("roles", new JsonObject(roles));
    members.put("deadLetters", new JsonObject(deadLetters));
    members.put("works", new JsonNumber(totals.works()));
    members.put("blockHeight", new JsonNumber(totals.height()));
    return Answers.json(new JsonObject(members).text()).build();
  }

  /// The services that the node stands on, as last looked at. Always 200.
  @GET
  @Path("/health")
  public Response health() {
    Map<String, String> records;
    boolean database;
    try {
      records = services.all();
      database = true;
    } catch (SQLException e) {
      records = Map.of();
      database = false;
    }
    SequencedMap<String, String> members = new LinkedHashMap<>();
    // The name is the first Po.et's; the database is PostgreSQL.
    members.put("mongoIsConnected", Boolean.toString(database));
    for (String name : SERVICES) {
      String spelt = name.equals("ipfsInfo") ? "IPFSInfo" : name;
      members.put(
          name, records.getOrDefault(name, "{\"error\":\"Error retrieving " + spelt + "...\"}"));
    }
    members.putAll(NOTHING_KNOWN);
    return Answers.json(
            members.entrySet().stream()
                .map(member -> "\"" + member.getKey() + "\":" + member.getValue())
                .collect(Collectors.joining(",", "{", "}")))
        .build();
  }

  /// How many works there are.
  @GET
  @Path("/metrics")
  public Response metrics() throws SQLException {
    return Answers.json("{\"TotalWorkClaims\":" + works.totals().works() + "}").build();
  }
}
