package et.po.cli.cluster;

import java.util.List;

/// Who a program of the cluster is, as its certificate says.
///
/// @param group that the API server takes it for a member of; empty for none
/// @param addresses names and IP addresses that it serves under; none for one that only asks
record Identity(String file, String name, String group, List<String> addresses) {
  Identity {
    addresses = List.copyOf(addresses);
  }

  static Identity client(String file, String name, String group) {
    return new Identity(file, name, group, List.of());
  }

  static Identity server(String file, String name, List<String> addresses) {
    return new Identity(file, name, "", addresses);
  }
}
