/// Role: the read model that the API serves.
@NullMarked
package et.po.node.view;

import org.jspecify.annotations.NullMarked;
