/// What can go wrong for a caller: one list of faults with their statuses and texts.
@NullMarked
package et.po.frost.faults;

import org.jspecify.annotations.NullMarked;
