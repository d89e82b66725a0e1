/// What `./poet` starts: the commands, what their exit codes mean, and how they speak.
@NullMarked
package et.po.cli;

import org.jspecify.annotations.NullMarked;
