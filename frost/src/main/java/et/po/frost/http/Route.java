package et.po.frost.http;

/// A method on a path, and what it does.
record Route(String method, PathTemplate path, Action action) {}
