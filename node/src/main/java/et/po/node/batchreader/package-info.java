/// Role: anchor to the claims it commits to.
@NullMarked
package et.po.node.batchreader;

import org.jspecify.annotations.NullMarked;
