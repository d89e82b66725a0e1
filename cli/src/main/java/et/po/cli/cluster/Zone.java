package et.po.cli.cluster;

import et.po.postgresql.Place;

/// An availability zone, which is one node here.
///
/// @param name of the zone and of its node
/// @param place on the cluster's network
/// @param pods the network of its pods
record Zone(String name, Place place, String pods) {
  String node() {
    return name;
  }

  String host() {
    return place.host();
  }
}
