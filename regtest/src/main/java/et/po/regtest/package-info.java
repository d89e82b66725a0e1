@NullMarked
package et.po.regtest;

import org.jspecify.annotations.NullMarked;
