/// Role: what operators watch.
@NullMarked
package et.po.node.health;

import org.jspecify.annotations.NullMarked;
