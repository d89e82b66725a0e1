@NullMarked
package et.po.node.messages;

import org.jspecify.annotations.NullMarked;
