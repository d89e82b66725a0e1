/// The works as readers see them: what the view role has put together, to be asked for.
@NullMarked
package et.po.node.works;

import org.jspecify.annotations.NullMarked;
