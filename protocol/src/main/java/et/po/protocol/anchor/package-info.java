@NullMarked
package et.po.protocol.anchor;

import org.jspecify.annotations.NullMarked;
