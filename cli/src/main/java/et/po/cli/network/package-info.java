/// A network of its own for the parts of a local run, whose lines can be cut.
@NullMarked
package et.po.cli.network;

import org.jspecify.annotations.NullMarked;
