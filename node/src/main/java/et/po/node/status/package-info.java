/// What the node tells of itself and of the services it stands on.
@NullMarked
package et.po.node.status;

import org.jspecify.annotations.NullMarked;
