@NullMarked
package et.po.protocol.bitcoin;

import org.jspecify.annotations.NullMarked;
