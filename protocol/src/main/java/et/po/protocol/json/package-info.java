/// JSON as JavaScript sees it: numbers are doubles, text is UTF-16, key order is kept and of equal
/// keys the last wins.
///
/// Claims were defined by JavaScript programs that parsed and wrote them, so ids and claim files
/// depend on how JavaScript reads numbers and orders keys. [Json#parse(byte[])] is the only way in
/// for foreign bytes: it gives a value or a [MalformedJsonException], and nests at most
/// [Json#MAXIMUM_DEPTH] deep.
@NullMarked
package et.po.protocol.json;

import org.jspecify.annotations.NullMarked;
