/// Webhooks: what becomes of an account's works is told to addresses that the account named,
/// signed, and again until it is taken.
@NullMarked
package et.po.frost.webhooks;

import org.jspecify.annotations.NullMarked;
