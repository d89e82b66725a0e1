/// Role: batch to a Bitcoin transaction, watched until it is buried.
@NullMarked
package et.po.node.blockchainwriter;

import org.jspecify.annotations.NullMarked;
