/// Claims by hand: looking into them, making, signing and submitting them; and the keys for it.
@NullMarked
package et.po.cli.claim;

import org.jspecify.annotations.NullMarked;
