/// Mails to people: written in the transaction that they tell of, sent after it, again until they
/// are taken.
@NullMarked
package et.po.frost.mail;

import org.jspecify.annotations.NullMarked;
