@NullMarked
package et.po.protocol.batch;

import org.jspecify.annotations.NullMarked;
