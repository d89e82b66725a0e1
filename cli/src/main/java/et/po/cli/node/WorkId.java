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
            () -> new TypeConversionException("a work's id is 64 lower-case hexadecimal digits"));
  }
}
