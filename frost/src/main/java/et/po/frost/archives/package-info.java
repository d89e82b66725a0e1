/// Files of any type that publishers have the node keep.
@NullMarked
package et.po.frost.archives;

import org.jspecify.annotations.NullMarked;
