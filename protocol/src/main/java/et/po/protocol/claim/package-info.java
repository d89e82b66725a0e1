/// Claims: who says what of a work, and since when; signed, and named by what they say.
///
/// [ClaimSigner] makes them, [ClaimInspector] judges any JSON that pretends to be one,
/// [SignedClaim] is one whose form is right. `docs/protocol/claim.md` has the format and the
/// algorithms.
@NullMarked
package et.po.protocol.claim;

import org.jspecify.annotations.NullMarked;
