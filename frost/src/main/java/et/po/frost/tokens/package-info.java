/// Tokens: their texts, our records of them, and the guards that ask for one.
@NullMarked
package et.po.frost.tokens;

import org.jspecify.annotations.NullMarked;
