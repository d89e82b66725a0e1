package et.po.protocol.proof;

/// Who says that a message existed, and when.
///
/// ```
/// 00 0588960d73d71901 <length> <height>         the merkle root of this Bitcoin block
/// 00 83dfe30d2ef90c8e <length> <length> <URI>   a calendar that promises more
/// 00 <8 bytes>        <length> <payload>        something else
/// ```
public sealed interface OtsAttestation {
  /// The message is the merkle root of the Bitcoin block of this height.
  record Bitcoin(long height) implements OtsAttestation {}

  /// A calendar server promised to complete the timestamp.
  record Pending(String uri) implements OtsAttestation {}

  /// A kind that is not read here.
  ///
  /// @param tag eight bytes
  record Unknown(byte[] tag, byte[] payload) implements OtsAttestation {}
}
