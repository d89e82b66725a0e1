package et.po.frost.custody;

import et.po.protocol.claim.Ed25519Key;
import java.security.SecureRandom;
import java.util.UUID;

/// One account's key, and what is sealed with it, in the clear. Lives in memory only, and briefly.
public final class AccountSecrets {
  private final UUID account;
  private final DataKey dataKey;
  private final Ed25519Key signingKey;
  private final SecureRandom random;

  AccountSecrets(UUID account, DataKey dataKey, Ed25519Key signingKey, SecureRandom random) {
    this.account = account;
    this.dataKey = dataKey;
    this.signingKey = signingKey;
    this.random = random;
  }

  /// What the account signs its claims with.
  public Ed25519Key signingKey() {
    return signingKey;
  }

  /// A secret as bytes to keep; only [#open] for the same account and purpose gives it back.
  public byte[] seal(String purpose, byte[] secret) {
    return dataKey.seal(account, purpose, secret, random);
  }

  public byte[] open(String purpose, byte[] sealed) {
    return dataKey.open(account, purpose, sealed);
  }

  /// Only whose they are: secrets end up in logs.
  @Override
  public String toString() {
    return "AccountSecrets[" + account + "]";
  }
}
