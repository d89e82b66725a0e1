/// Work that a role does in the background.
@NullMarked
package et.po.node.tasks;

import org.jspecify.annotations.NullMarked;
