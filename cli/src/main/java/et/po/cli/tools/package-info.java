/// The real servers that tests, drills and local runs use, fetched into a cache outside the tree.
@NullMarked
package et.po.cli.tools;

import org.jspecify.annotations.NullMarked;
