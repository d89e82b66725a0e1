package et.po.cli.cluster;

import et.po.cli.network.Places;

/// A server beside the cluster, which pods find under the name of a Service, as if it were in it.
///
/// @param name its own, and its Service's
/// @param namespace where the Service is
/// @param port that it is known by, here and there
public record Neighbour(String name, String namespace, int port) {
  public static final Neighbour POSTGRESQL = new Neighbour("postgresql", "data", 5432);
  static final Neighbour RABBITMQ = new Neighbour("rabbitmq", "data", 5672);
  static final Neighbour IPFS = new Neighbour("ipfs", "chain", 5001);
  static final Neighbour BITCOIN = new Neighbour("bitcoin", "chain", 18443);
  static final Neighbour VAULT = new Neighbour("vault", "vault", 8200);

  /// Where pods reach it.
  String authority() {
    return name + "." + namespace + ":" + port;
  }

  /// The Service, and whom it leads to.
  String objects(Places places) {
    return """
    apiVersion: v1
    kind: Namespace
    metadata: {name: %2$s}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: %1$s, namespace: %2$s}
    spec: {clusterIP: None, ports: [{port: %3$d}]}
    ---
    apiVersion: discovery.k8s.io/v1
    kind: EndpointSlice
    metadata: {name: %1$s, namespace: %2$s, labels: {kubernetes.io/service-name: %1$s}}
    addressType: IPv4
    ports: [{port: %3$d}]
    endpoints: [{addresses: ["%4$s"]}]
    ---
    """
        .formatted(name, namespace, port, places.of(name).host());
  }
}
