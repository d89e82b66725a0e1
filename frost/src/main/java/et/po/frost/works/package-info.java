/// Works: what a publisher posts becomes a signed claim and goes to a node.
@NullMarked
package et.po.frost.works;

import org.jspecify.annotations.NullMarked;
