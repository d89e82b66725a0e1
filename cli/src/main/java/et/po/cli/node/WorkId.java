package et.po.cli.node;

import et.po.protocol.claim.ClaimId;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads claim ids from arguments.
final class WorkId implements ITypeConverter<ClaimId> {
  @Override
  public ClaimId convert(String text) {
    return ClaimId.parse(text)
        .orElseThrow(
            () -> new TypeConversionException("64 lower-case hexadecimal digits, not " + text));
  }
}
