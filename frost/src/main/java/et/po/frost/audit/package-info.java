/// Audit: who did what to an account, appended and never changed.
@NullMarked
package et.po.frost.audit;

import org.jspecify.annotations.NullMarked;
