/// Role: HTTP in front of the node.
@NullMarked
package et.po.node.api;

import org.jspecify.annotations.NullMarked;
