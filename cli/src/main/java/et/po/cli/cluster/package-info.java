/// A Kubernetes cluster of real nodes on this machine: `poet cluster`.
///
/// Every part is a process that is marked as one of the cluster's directory, and every mount and
/// every device of the network belongs to a namespace that ends with its last process: so ending
/// the processes takes everything away, whoever started them and however that ended.
@NullMarked
package et.po.cli.cluster;

import org.jspecify.annotations.NullMarked;
