package et.po.frost;

/// What an installation is for.
enum Profile {
  /// On one machine, for one person: makes its own secrets, and keeps them beside the data.
  EMBEDDED,
  /// For others: does not start without secrets that were drawn for it.
  PRODUCTION
}
