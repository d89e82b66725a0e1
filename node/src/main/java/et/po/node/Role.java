package et.po.node;

import java.util.Optional;

/// One part of the node's work, which a process runs or leaves to another.
///
/// Building a role does no I/O. It subscribes and schedules in [#start()], so that what runs can be
/// read in one place.
public interface Role {
  /// The role's name in settings, metrics, charts and documents, such as `batch-writer`.
  String name();

  /// Starts work in the background and returns at once; a backing service that is away is no reason
  /// to fail.
  void start();

  /// Finishes what is in hand and returns when nothing of this role runs any more.
  void stop();

  /// Why this role cannot do its work now, in one sentence; empty while it can.
  Optional<String> problem();

  /// What is not as it should be, in one sentence, also where the role can do its work all the
  /// same.
  default Optional<String> remark() {
    return problem();
  }
}
