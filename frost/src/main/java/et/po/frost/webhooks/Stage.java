package et.po.frost.webhooks;

/// How far a followed work has come, as its account was told.
enum Stage {
  /// On its way to the node, which may or may not have it.
  SUBMITTED,
  ACCEPTED,
  ANCHORED,
  CONFIRMED
}
