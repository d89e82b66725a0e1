@NullMarked
package et.po.protocol;

import org.jspecify.annotations.NullMarked;
