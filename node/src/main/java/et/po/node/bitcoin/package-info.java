@NullMarked
package et.po.node.bitcoin;

import org.jspecify.annotations.NullMarked;
