package et.po.frost.webhooks;

import et.po.frost.tokens.Network;
import et.po.protocol.claim.ClaimId;
import java.util.UUID;

/// A work whose account wants to be told what becomes of it.
record FollowedWork(UUID account, Network network, ClaimId work) {}
