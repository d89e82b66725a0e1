@NullMarked
package et.po.node.database;

import org.jspecify.annotations.NullMarked;
