@NullMarked
package et.po.protocol.proof;

import org.jspecify.annotations.NullMarked;
