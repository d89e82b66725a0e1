/// Keys of accounts: each encrypted under a data key of its own, which the custodian wraps.
@NullMarked
package et.po.frost.custody;

import org.jspecify.annotations.NullMarked;
