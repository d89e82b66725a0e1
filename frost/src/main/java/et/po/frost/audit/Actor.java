package et.po.frost.audit;

import java.util.Optional;

/// Who does something to an account: by which token, if any, and from where.
///
/// @param tokenKind what the token is for, such as `login`
/// @param tokenId what its owner knows the token by; never the token
/// @param from the network that the request came from
public record Actor(Optional<String> tokenKind, Optional<String> tokenId, AddressPrefix from) {

  /// Somebody with a token.
  ///
  /// @param client the address that the request came from
  public static Actor withToken(String kind, String id, String client) {
    return new Actor(Optional.of(kind), Optional.of(id), AddressPrefix.of(client));
  }

  /// Somebody without a token, such as who logs in.
  ///
  /// @param client the address that the request came from
  public static Actor stranger(String client) {
    return new Actor(Optional.empty(), Optional.empty(), AddressPrefix.of(client));
  }
}
