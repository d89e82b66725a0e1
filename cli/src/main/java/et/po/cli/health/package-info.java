/// One-off tasks of whoever runs Po.et, and its benchmarks.
@NullMarked
package et.po.cli.health;

import org.jspecify.annotations.NullMarked;
