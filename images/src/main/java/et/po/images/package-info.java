/// Container images of the programs: a Java runtime of their own, the libraries of the system that
/// it needs, the program, its bill of materials and a signature.
@NullMarked
package et.po.images;

import org.jspecify.annotations.NullMarked;
