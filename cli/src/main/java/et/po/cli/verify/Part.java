package et.po.cli.verify;

import java.util.Locale;

/// What may be broken.
enum Part {
  WORK,
  CLAIM,
  PROOF,
  HEADER;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
