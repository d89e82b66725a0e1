/// Role: claim to IPFS.
@NullMarked
package et.po.node.storagewriter;

import org.jspecify.annotations.NullMarked;
