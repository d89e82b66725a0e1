package et.po.cli.cluster;

import et.po.cli.network.Places;
import et.po.postgresql.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// A cluster's network: a line to one switch for each node, for the control plane, and for this
/// machine. K is the first number for which this machine has no such network yet.
///
/// ```
/// 10.213.K.1       this machine
/// 10.213.K.2       the control plane
/// 10.213.K.3…      the nodes zone-a, zone-b, zone-c
/// 10.214.K.0/24    pods, a quarter for each node
/// 10.215.K.0/24    Services
/// ```
///
/// It has no way out of this machine. What leaves it for an address that is no pod's has the node's
/// address, as most clusters have it.
final class Network {
  private static final List<String> ZONES = List.of("zone-a", "zone-b", "zone-c");
  private static final int QUARTER = 64;

  private final Place controlPlane;
  private final List<Zone> zones;
  private final int number;

  private Network(Place controlPlane, List<Place> nodes, int number) {
    this.controlPlane = controlPlane;
    this.number = number;
    this.zones =
        IntStream.range(0, nodes.size())
            .mapToObj(i ->
                new Zone(
                    ZONES.get(i), nodes.get(i), "10.214.%d.%d/26".formatted(number, i * QUARTER)))
            .toList();
  }

  /// @param nodes how many
  static Network of(Places places, int nodes) {
    Place controlPlane = places.of("control-plane");
    int number = Integer.parseInt(controlPlane.host().split("\\.")[2]);
    return new Network(controlPlane, ZONES.stream().limit(nodes).map(places::of).toList(), number);
  }

  /// Makes the ways between all of them.
  void connect() {
    route(List.of(), "");
    route(controlPlane.enter(), "");
    for (Zone zone : zones) {
      route(zone.place().enter(), zone.name());
      run(zone.place().enter(), List.of("ip", "route", "add", "default", "via", machine()));
      // On the way between pods and everybody else.
      run(zone.place().enter(), List.of("sh", "-c", "echo 1 >/proc/sys/net/ipv4/ip_forward"));
    }
  }

  /// The ways to pods and Services from one place.
  private void route(List<String> enter, String except) {
    for (Zone zone : zones) {
      if (!zone.name().equals(except)) {
        run(enter, List.of("ip", "route", "add", zone.pods(), "via", zone.host()));
      }
    }
    if (except.isEmpty()) {
      // Any node leads to each Service.
      run(enter, List.of("ip", "route", "add", services(), "via", zones.getFirst().host()));
    }
  }

  private static void run(List<String> enter, List<String> command) {
    List<String> whole = new ArrayList<>(enter);
    whole.addAll(command);
    new Execution("The cluster's network cannot be made", whole).output();
  }

  Place controlPlane() {
    return controlPlane;
  }

  String apiServer() {
    return "https://" + controlPlane.host() + ":6443";
  }

  List<Zone> zones() {
    return zones;
  }

  /// This machine, as the cluster sees it.
  private String machine() {
    return "10.213." + number + ".1";
  }

  /// All pods.
  String pods() {
    return "10.214." + number + ".0/24";
  }

  String services() {
    return "10.215." + number + ".0/24";
  }

  /// The API server, for pods.
  String firstService() {
    return "10.215." + number + ".1";
  }

  /// The name server, for pods.
  String nameServer() {
    return "10.215." + number + ".10";
  }
}
