/// What tests of several roles share.
@NullMarked
package et.po.node.testing;

import org.jspecify.annotations.NullMarked;
