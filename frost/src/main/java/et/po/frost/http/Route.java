package et.po.frost.http;

/// A method on a path, and what it does.
///
/// @param takesLines whether a body may be many JSON texts, a line each
record Route(String method, PathTemplate path, Action action, boolean takesLines) {}
