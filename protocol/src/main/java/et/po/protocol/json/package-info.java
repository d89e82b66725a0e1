@NullMarked
package et.po.protocol.json;

import org.jspecify.annotations.NullMarked;
