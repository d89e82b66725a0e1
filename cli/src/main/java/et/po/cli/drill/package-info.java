/// `poet drill`: everything on real services, under a stream of works, while one part after the
/// other is taken away; and the reckoning at the end.
@NullMarked
package et.po.cli.drill;

import org.jspecify.annotations.NullMarked;
