@NullMarked
package et.po.node;

import org.jspecify.annotations.NullMarked;
