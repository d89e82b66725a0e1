/// Checks works, claims and proofs without asking anybody.
@NullMarked
package et.po.cli.verify;

import org.jspecify.annotations.NullMarked;
