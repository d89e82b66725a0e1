@NullMarked
package et.po.benchmarks;

import org.jspecify.annotations.NullMarked;
