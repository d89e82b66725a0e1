/// One-off tasks of whoever runs Po.et, and its benchmarks.
@NullMarked
package et.po.cli.admin;

import org.jspecify.annotations.NullMarked;
