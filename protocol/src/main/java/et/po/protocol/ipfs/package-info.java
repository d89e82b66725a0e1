@NullMarked
package et.po.protocol.ipfs;

import org.jspecify.annotations.NullMarked;
