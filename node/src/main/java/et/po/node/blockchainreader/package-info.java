/// Role: blocks to anchors; follows reorganisations.
@NullMarked
package et.po.node.blockchainreader;

import org.jspecify.annotations.NullMarked;
