@NullMarked
package et.po.node.ipfs;

import org.jspecify.annotations.NullMarked;
