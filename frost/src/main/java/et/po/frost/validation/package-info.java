/// Rules for what callers send, and the texts that say which rule was broken.
@NullMarked
package et.po.frost.validation;

import org.jspecify.annotations.NullMarked;
