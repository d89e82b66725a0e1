package et.po.frost.works;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A request with a key, in hand.
///
/// @param digest of what it asks for
/// @param holder whoever works on it, until the request ends
/// @param attempts the claims that an earlier try has signed
/// @param answer what the request was answered
record KeyedRequest(
    IdempotencyKey key,
    byte[] digest,
    UUID holder,
    Optional<List<Attempt>> attempts,
    Optional<List<Outcome>> answer) {}
