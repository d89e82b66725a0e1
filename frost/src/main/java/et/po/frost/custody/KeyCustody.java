package et.po.frost.custody;

import java.util.UUID;

/// Who can wrap and unwrap the accounts' data keys.
///
/// A wrapped text names the version of the key it was wrapped with, so that old texts can be
/// unwrapped after a change of keys.
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
}
