package et.po.cli.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// What decides what runs where: etcd, the API server, the controllers and the scheduler, on a
/// place of their own.
final class ControlPlane {
  private static final Duration PATIENCE = Duration.ofSeconds(180);

  private final ClusterDirectory directory;
  private final Network network;
  private final Credentials credentials;
  private final Machine machine;

  ControlPlane(ClusterDirectory directory, Network network, Credentials credentials) {
    this.directory = directory;
    this.network = network;
    this.credentials = credentials;
    this.machine =
        new Machine(
            "control-plane",
            directory.controlPlane(),
            directory.logs(),
            network.controlPlane().enter());
  }

  /// Returns when it decides.
  ///
  /// @return its programs
  List<Daemon> start(Kubectl kubectl) {
    Daemon etcd = machine.start("etcd", etcd());
    Daemon apiServer = machine.start("kube-apiserver", apiServer());
    apiServer.awaitReady(() -> kubectl.find("get", "--raw", "/readyz").equals("ok"), PATIENCE);
    kubectl.apply("The API server may not ask nodes", NODES_ANSWER_THE_API_SERVER);
    List<Daemon> all =
        List.of(
            etcd,
            apiServer,
            machine.start("kube-controller-manager", controllerManager()),
            machine.start("kube-scheduler", scheduler()));
    kubectl.await(
        "The controllers have made no service account",
        all,
        "serviceaccount/default",
        PATIENCE,
        "get",
        "serviceaccount",
        "default",
        "-o",
        "name");
    return all;
  }

  private static final String NODES_ANSWER_THE_API_SERVER =
      """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata: {name: api-server-asks-nodes}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: "system:kubelet-api-admin"}
      subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: api-server-kubelet-client}]
      """;

  /// It listens where nobody else is, so that it needs no keys.
  private List<String> etcd() {
    return List.of(
        Programs.etcd(),
        "--name=poet",
        "--data-dir=" + directory.controlPlane().resolve("etcd"),
        "--listen-client-urls=http://127.0.0.1:2379",
        "--advertise-client-urls=http://127.0.0.1:2379",
        "--listen-peer-urls=http://127.0.0.1:2380",
        "--initial-advertise-peer-urls=http://127.0.0.1:2380",
        "--initial-cluster=poet=http://127.0.0.1:2380",
        // The cluster does not outlive this machine's crash anyway.
        "--unsafe-no-fsync",
        "--log-level=warn");
  }

  private List<String> apiServer() {
    String host = network.controlPlane().host();
    return List.of(
        Programs.kubernetes("kube-apiserver"),
        "--etcd-servers=http://127.0.0.1:2379",
        "--bind-address=" + host,
        "--advertise-address=" + host,
        "--secure-port=6443",
        "--service-cluster-ip-range=" + network.services(),
        "--allow-privileged=false",
        "--authorization-mode=Node,RBAC",
        "--enable-admission-plugins=NodeRestriction",
        "--anonymous-auth=false",
        "--tls-cert-file=" + credentials.certificate(Credentials.API_SERVER),
        "--tls-private-key-file=" + credentials.key(Credentials.API_SERVER),
        "--client-ca-file=" + credentials.certificate(Credentials.AUTHORITY),
        "--service-account-issuer=https://kubernetes.default.svc",
        "--service-account-key-file=" + credentials.certificate(Credentials.SERVICE_ACCOUNTS),
        "--service-account-signing-key-file=" + credentials.key(Credentials.SERVICE_ACCOUNTS),
        "--requestheader-client-ca-file=" + credentials.certificate(Credentials.FRONT_AUTHORITY),
        "--requestheader-allowed-names=" + Credentials.FRONT_PROXY,
        "--requestheader-username-headers=X-Remote-User",
        "--requestheader-group-headers=X-Remote-Group",
        "--requestheader-extra-headers-prefix=X-Remote-Extra-",
        "--proxy-client-cert-file=" + credentials.certificate(Credentials.FRONT_PROXY),
        "--proxy-client-key-file=" + credentials.key(Credentials.FRONT_PROXY),
        "--kubelet-certificate-authority=" + credentials.certificate(Credentials.AUTHORITY),
        "--kubelet-client-certificate=" + credentials.certificate(Credentials.API_SERVER_AS_CLIENT),
        "--kubelet-client-key=" + credentials.key(Credentials.API_SERVER_AS_CLIENT),
        // Nodes have no name server that knows them.
        "--kubelet-preferred-address-types=InternalIP",
        // No kube-proxy runs beside it, so it goes to pods itself.
        "--enable-aggregator-routing=true");
  }

  private List<String> controllerManager() {
    return with(
        "kube-controller-manager",
        Credentials.CONTROLLER_MANAGER,
        "--use-service-account-credentials=true",
        // Nodes say every four seconds that they are there (NodeConfiguration).
        "--node-monitor-grace-period=20s",
        "--root-ca-file=" + credentials.certificate(Credentials.AUTHORITY),
        "--service-account-private-key-file=" + credentials.key(Credentials.SERVICE_ACCOUNTS),
        "--cluster-signing-cert-file=" + credentials.certificate(Credentials.AUTHORITY),
        "--cluster-signing-key-file=" + credentials.key(Credentials.AUTHORITY));
  }

  private List<String> scheduler() {
    return with("kube-scheduler", Credentials.SCHEDULER);
  }

  /// There is one of each, so there is nobody to choose a leader from.
  private List<String> with(String program, String identity, String... more) {
    String kubeconfig = credentials.kubeconfig(identity, network.apiServer());
    List<String> common =
        List.of(
            Programs.kubernetes(program),
            "--kubeconfig=" + kubeconfig,
            "--authentication-kubeconfig=" + kubeconfig,
            "--authorization-kubeconfig=" + kubeconfig,
            "--bind-address=127.0.0.1",
            "--leader-elect=false");
    return new ArrayList<>(Stream.concat(common.stream(), Stream.of(more)).toList());
  }
}
