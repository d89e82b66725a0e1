/// The nodes that works are sent to, over HTTP.
@NullMarked
package et.po.frost.node;

import org.jspecify.annotations.NullMarked;
