@NullMarked
package et.po.cli;

import org.jspecify.annotations.NullMarked;
