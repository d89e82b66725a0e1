/// `poet load`: works at a rate, and what became of each.
@NullMarked
package et.po.cli.load;

import org.jspecify.annotations.NullMarked;
