@NullMarked
package et.po.node.messaging;

import org.jspecify.annotations.NullMarked;
