/// Tests of what is under deploy/: charts are rendered by Helm, in this process, and looked at.
@NullMarked
package et.po.deploy;

import org.jspecify.annotations.NullMarked;
