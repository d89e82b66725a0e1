/// What nobody may do too often: rate limits in memory, and wrong passwords in the database.
@NullMarked
package et.po.frost.limits;

import org.jspecify.annotations.NullMarked;
