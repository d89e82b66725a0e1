/// What an operator does to a cluster, and what befalls it, under the eyes of clients: `poet
/// cluster drill`.
@NullMarked
package et.po.cli.cluster.drill;

import org.jspecify.annotations.NullMarked;
