/// Role: claim bytes back from IPFS, verified.
@NullMarked
package et.po.node.storagereader;

import org.jspecify.annotations.NullMarked;
