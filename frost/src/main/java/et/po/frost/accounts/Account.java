package et.po.frost.accounts;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// An account, without its secrets.
record Account(
    UUID id,
    String email,
    boolean emailPublic,
    String issuer,
    Instant created,
    boolean verified,
    Optional<String> name,
    Optional<String> bio,
    Optional<String> ethereumAddress,
    Optional<String> poeAddress,
    Optional<String> poeSignature,
    Optional<Boolean> poeVerified) {}
