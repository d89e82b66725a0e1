/// What a node is asked for.
@NullMarked
package et.po.cli.node;

import org.jspecify.annotations.NullMarked;
