@NullMarked
package et.po.frost;

import org.jspecify.annotations.NullMarked;
