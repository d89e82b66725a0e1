/// PostgreSQL in transactions, and the schema's version.
@NullMarked
package et.po.frost.database;

import org.jspecify.annotations.NullMarked;
