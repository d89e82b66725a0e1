package et.po.frost.http;

/// What a route does, and how it wants the body.
sealed interface Action permits Endpoint, RawEndpoint {}
