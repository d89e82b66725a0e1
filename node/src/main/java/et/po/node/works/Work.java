package et.po.node.works;

/// A claim of type Work, and how far it has come.
///
/// @param json the signed claim, compact
public record Work(String claimId, String json, Progress progress) {}
