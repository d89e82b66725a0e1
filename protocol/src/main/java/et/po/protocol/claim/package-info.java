@NullMarked
package et.po.protocol.claim;

import org.jspecify.annotations.NullMarked;
