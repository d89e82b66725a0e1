package et.po.cli.cluster;

import et.po.cli.CommandException;
import et.po.cli.OwnerFile;
import et.po.cli.Trouble;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// The keys and certificates of a cluster, in one directory.
final class Credentials {
  static final String AUTHORITY = "ca";
  static final String FRONT_AUTHORITY = "front-proxy-ca";
  static final String SERVICE_ACCOUNTS = "service-accounts";
  static final String API_SERVER = "api-server";
  static final String API_SERVER_AS_CLIENT = "api-server-kubelet-client";
  static final String FRONT_PROXY = "front-proxy-client";
  static final String ADMINISTRATOR = "administrator";
  static final String CONTROLLER_MANAGER = "controller-manager";
  static final String SCHEDULER = "scheduler";
  static final String PROXY = "kube-proxy";

  private final Path directory;

  Credentials(Path directory) {
    this.directory = directory;
  }

  /// Makes all of them.
  void make(Network network) {
    SecureRandom random = new SecureRandom();
    Instant now = Instant.now();
    ClusterDirectory.make(directory);
    Authority authority = Authority.make(AUTHORITY, directory, random, now);
    Authority front = Authority.make(FRONT_AUTHORITY, directory, random, now);
    Authority.makeKeys(of(SERVICE_ACCOUNTS), random);
    front.admit(Identity.client(FRONT_PROXY, FRONT_PROXY, ""), directory);
    people(network).forEach(identity -> authority.admit(identity, directory));
  }

  private static List<Identity> people(Network network) {
    List<Identity> all =
        new ArrayList<>(
            List.of(
                Identity.server(
                    API_SERVER,
                    "kube-apiserver",
                    List.of(
                        network.controlPlane().host(),
                        network.firstService(),
                        "kubernetes",
                        "kubernetes.default",
                        "kubernetes.default.svc",
                        "kubernetes.default.svc.cluster.local")),
                Identity.client(API_SERVER_AS_CLIENT, API_SERVER_AS_CLIENT, ""),
                Identity.client(ADMINISTRATOR, ADMINISTRATOR, "system:masters"),
                Identity.client(CONTROLLER_MANAGER, "system:kube-controller-manager", ""),
                Identity.client(SCHEDULER, "system:kube-scheduler", ""),
                Identity.client(PROXY, "system:kube-proxy", "")));
    for (Zone zone : network.zones()) {
      String user = "system:node:" + zone.node();
      all.add(Identity.client(zone.node(), user, "system:nodes"));
      all.add(Identity.server(server(zone.node()), user, List.of(zone.host(), zone.node())));
    }
    return all;
  }

  /// What a node shows to who asks it.
  static String server(String node) {
    return node + "-server";
  }

  KeyPairFile of(String name) {
    return new KeyPairFile(directory, name);
  }

  String certificate(String name) {
    return of(name).certificate().toString();
  }

  String key(String name) {
    return of(name).key().toString();
  }

  /// What makes a program one of these towards the API server, in a file of its own.
  Path kubeconfig(String name, String apiServer, Path file) {
    String text =
        """
        apiVersion: v1
        kind: Config
        clusters: [{name: poet, cluster: {server: "%s", certificate-authority-data: %s}}]
        users: [{name: %s, user: {client-certificate-data: %s, client-key-data: %s}}]
        contexts: [{name: poet, context: {cluster: poet, user: %s}}]
        current-context: poet
        """
            .formatted(
                apiServer,
                base64(of(AUTHORITY).certificate()),
                name,
                base64(of(name).certificate()),
                base64(of(name).key()),
                name);
    try {
      OwnerFile.replace(file, text.getBytes(StandardCharsets.UTF_8));
      return file;
    } catch (IOException e) {
      throw CommandException.unable(Trouble.sentence(e), e);
    }
  }

  /// The same in the directory.
  String kubeconfig(String name, String apiServer) {
    return kubeconfig(name, apiServer, directory.resolve(name + ".yaml")).toString();
  }

  private static String base64(Path file) {
    try {
      return Base64.getEncoder().encodeToString(Files.readAllBytes(file));
    } catch (IOException e) {
      throw CommandException.unable(Trouble.sentence(e), e);
    }
  }
}
