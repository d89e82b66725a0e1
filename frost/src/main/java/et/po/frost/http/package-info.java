/// The edge: routes, bodies, headers, and answers to faults. Knows nothing of what the routes do.
@NullMarked
package et.po.frost.http;

import org.jspecify.annotations.NullMarked;
