/// A PostgreSQL server in a directory of our own: the real program, not an imitation.
@NullMarked
package et.po.postgresql;

import org.jspecify.annotations.NullMarked;
