/// Accounts: sign-up, log-in, profiles.
@NullMarked
package et.po.frost.accounts;

import org.jspecify.annotations.NullMarked;
