@NullMarked
package et.po.testkit;

import org.jspecify.annotations.NullMarked;
