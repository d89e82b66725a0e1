/// Scenarios against the programs as they are shipped, started by `./poet` as a person would.
@NullMarked
package et.po.systemtests;

import org.jspecify.annotations.NullMarked;
