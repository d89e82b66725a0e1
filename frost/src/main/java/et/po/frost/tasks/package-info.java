/// What is done again and again beside the requests.
@NullMarked
package et.po.frost.tasks;

import org.jspecify.annotations.NullMarked;
