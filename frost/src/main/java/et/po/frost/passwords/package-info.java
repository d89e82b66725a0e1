/// Hashes of passwords, computed by few threads so that many callers queue instead of filling
/// memory.
@NullMarked
package et.po.frost.passwords;

import org.jspecify.annotations.NullMarked;
