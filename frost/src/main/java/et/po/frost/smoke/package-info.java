/// A test of a Frost that runs, from outside, as a publisher would use it.
@NullMarked
package et.po.frost.smoke;

import org.jspecify.annotations.NullMarked;
