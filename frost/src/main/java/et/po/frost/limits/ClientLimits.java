package et.po.frost.limits;

/// The limits on what needs no token.
public record ClientLimits(RateLimit signUps, RateLimit logIns, RateLimit resets) {}
