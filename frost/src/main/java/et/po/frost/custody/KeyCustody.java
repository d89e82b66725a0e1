package et.po.frost.custody;

import java.util.Map;
import java.util.UUID;

/// Who can wrap and unwrap the accounts' data keys.
///
/// A wrapped text names its custodian and the version of the key it was wrapped with, so that old
/// texts can be unwrapped after a change of keys.
public interface KeyCustody {
  /// The data key as a text to keep; it can be unwrapped for this account only.
  ///
  /// @throws et.po.frost.faults.FaultException when the custodian cannot be reached
  String wrap(UUID account, DataKey key);

  /// The data key in a kept text.
  ///
  /// @throws et.po.frost.faults.FaultException when the custodian cannot be reached
  /// @throws IllegalStateException for a text that this custodian did not make for this account
  DataKey unwrap(UUID account, String wrapped);

  /// Whether this custodian made the text, with whichever version of its key.
  boolean made(String wrapped);

  /// What every text begins with that is wrapped now, and none that an older key wrapped.
  ///
  /// @throws et.po.frost.faults.FaultException when the custodian cannot be reached
  String currentPrefix();

  /// The same data keys wrapped with the current key, without those whose texts do not unwrap. Each
  /// can be unwrapped for the account it was first wrapped for, and for no other.
  ///
  /// @param wrapped texts by account
  /// @throws et.po.frost.faults.FaultException when the custodian cannot be reached
  Map<UUID, String> rewrap(Map<UUID, String> wrapped);
}
