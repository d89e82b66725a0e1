package et.po.cli.cluster;

import java.nio.file.Path;
import java.util.Map;

/// What the programs of a node are told.
final class NodeConfiguration {
  static final String PAUSE_IMAGE = "localhost/poet/pause:1";

  private static final long BYTES_PER_KIBIBYTE = 1024;
  private static final String ETC = "/opt/poet/etc/";

  private final Zone zone;
  private final Network network;
  private final Credentials credentials;
  private final String controlGroup;

  /// @param controlGroup that all its pods are in
  NodeConfiguration(Zone zone, Network network, Credentials credentials, String controlGroup) {
    this.zone = zone;
    this.network = network;
    this.credentials = credentials;
    this.controlGroup = controlGroup;
  }

  /// By the names of their files.
  Map<String, String> files() {
    return Map.of(
        "containerd.toml", containerd(),
        "cni.conflist", pods(),
        "masquerade.nft", masquerade(),
        "kubelet.yaml", kubelet(),
        "kubelet.kubeconfig", text(credentials.kubeconfig(zone.node(), network.apiServer())),
        "proxy.yaml", proxy(),
        "proxy.kubeconfig", text(credentials.kubeconfig(Credentials.PROXY, network.apiServer())),
        "resolv.conf", "nameserver " + network.nameServer() + "\n",
        "ca.crt", text(credentials.certificate(Credentials.AUTHORITY)),
        "server.pem",
            text(credentials.certificate(Credentials.server(zone.node())))
                + text(credentials.key(Credentials.server(zone.node()))));
  }

  private static String text(String file) {
    return ClusterDirectory.text(Path.of(file));
  }

  private static String containerd() {
    return """
    version = 3
    root = '/var/lib/containerd'
    state = '/run/containerd'
    [grpc]
      address = '/run/containerd/containerd.sock'
    [plugins.'io.containerd.cri.v1.images']
      snapshotter = 'overlayfs'
      [plugins.'io.containerd.cri.v1.images'.pinned_images]
        sandbox = '%s'
    [plugins.'io.containerd.cri.v1.runtime']
      restrict_oom_score_adj = true
      disable_apparmor = true
      enable_selinux = false
      tolerate_missing_hugetlb_controller = true
      disable_hugetlb_controller = true
      [plugins.'io.containerd.cri.v1.runtime'.containerd]
        default_runtime_name = 'runc'
        [plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc]
          runtime_type = 'io.containerd.runc.v2'
          [plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc.options]
            SystemdCgroup = false
      [plugins.'io.containerd.cri.v1.runtime'.cni]
        bin_dirs = ['/usr/lib/cni']
        conf_dir = '/etc/cni/net.d'
    [plugins.'io.containerd.nri.v1.nri']
      disable = true
    """
        .formatted(PAUSE_IMAGE);
  }

  private String pods() {
    return """
    {"cniVersion": "1.0.0", "name": "poet", "plugins": [
      {"type": "bridge", "bridge": "pods", "isGateway": true, "ipMasq": false, "hairpinMode": true,
       "ipam": {"type": "host-local", "ranges": [[{"subnet": "%s"}]],
                "routes": [{"dst": "0.0.0.0/0"}], "dataDir": "/var/lib/cni/networks"}},
      {"type": "loopback"}]}
    """
        .formatted(zone.pods());
  }

  /// To whom is outside, a pod is its node, as servers beside the cluster let in their neighbours.
  private String masquerade() {
    return """
    table ip poet {
      chain postrouting {
        type nat hook postrouting priority srcnat;
        ip saddr %s ip daddr != { %s, %s } masquerade
      }
    }
    """
        .formatted(zone.pods(), network.pods(), network.services());
  }

  private String kubelet() {
    return """
    apiVersion: kubelet.config.k8s.io/v1beta1
    kind: KubeletConfiguration
    address: %s
    port: 10250
    readOnlyPort: 0
    healthzBindAddress: 127.0.0.1
    authentication: {anonymous: {enabled: false}, webhook: {enabled: true}, x509: {clientCAFile: %sca.crt}}
    authorization: {mode: Webhook}
    tlsCertFile: %sserver.pem
    tlsPrivateKeyFile: %sserver.pem
    containerRuntimeEndpoint: unix:///run/containerd/containerd.sock
    cgroupDriver: cgroupfs
    cgroupRoot: %s
    cgroupsPerQOS: true
    enforceNodeAllocatable: [pods]
    failCgroupV1: false
    # Each node sees the whole machine's memory, of which it has a share.
    systemReserved: {memory: "%d"}
    failSwapOn: false
    # Where lowering it is not allowed, a kubelet that tries does not start.
    oomScoreAdj: 0
    clusterDNS: [%s]
    clusterDomain: cluster.local
    resolvConf: %sresolv.conf
    # Images are brought, and cannot be fetched again.
    imageGCHighThresholdPercent: 100
    imageGCLowThresholdPercent: 99
    evictionHard: {memory.available: 100Mi, nodefs.available: 1%%, imagefs.available: 1%%, nodefs.inodesFree: 1%%}
    nodeStatusUpdateFrequency: 4s
    maxPods: 60
    """
        .formatted(
            zone.host(), ETC, ETC, ETC, controlGroup, memoryOfOthers(), network.nameServer(), ETC);
  }

  /// What this machine has for others than this node, in bytes. Nodes together have all of it: pods
  /// ask for much more than they take, and for more again while they are updated.
  private long memoryOfOthers() {
    long all =
        text("/proc/meminfo")
            .lines()
            .filter(line -> line.startsWith("MemTotal:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * BYTES_PER_KIBIBYTE)
            .findFirst()
            .orElseThrow();
    return all - all / network.zones().size();
  }

  private String proxy() {
    return """
    apiVersion: kubeproxy.config.k8s.io/v1alpha1
    kind: KubeProxyConfiguration
    mode: nftables
    bindAddress: %s
    healthzBindAddress: 127.0.0.1:10256
    metricsBindAddress: 127.0.0.1:10249
    clientConnection: {kubeconfig: %sproxy.kubeconfig}
    clusterCIDR: %s
    detectLocalMode: ClusterCIDR
    hostnameOverride: %s
    # The machine's own settings stay as they are.
    conntrack: {maxPerCore: 0, min: 0}
    """
        .formatted(zone.host(), ETC, network.pods(), zone.node());
  }
}
