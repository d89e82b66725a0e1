/// Role: stored claims to one batch.
@NullMarked
package et.po.node.batchwriter;

import org.jspecify.annotations.NullMarked;
