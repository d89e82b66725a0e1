/// Container images: made, signed and checked.
@NullMarked
package et.po.cli.image;

import org.jspecify.annotations.NullMarked;
