/// Everything on one machine: starts the programs, keeps them running, stops them.
@NullMarked
package et.po.cli.run;

import org.jspecify.annotations.NullMarked;
