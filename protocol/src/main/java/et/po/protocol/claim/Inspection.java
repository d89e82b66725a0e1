package et.po.protocol.claim;

import java.util.Optional;

/// All that can be found out about a claim, a wrong one included.
///
/// @param canonical the text that is hashed for the id; empty if the claim has none
/// @param id the id as recomputed, in lower-case hex
/// @param signingInput the bytes that a signature would have to sign; empty without a proof
/// @param schema whether the first Po.et accepted the form
/// @param idMatches whether the claim's `id` is the recomputed one
/// @param signature whether the first Po.et accepted the signature
/// @param verdict what we make of it
/// @param because the verdict in a sentence that names what is wrong with this claim
public record Inspection(
    Optional<String> canonical,
    Optional<String> id,
    Optional<byte[]> signingInput,
    boolean schema,
    boolean idMatches,
    boolean signature,
    Verdict verdict,
    String because) {}
