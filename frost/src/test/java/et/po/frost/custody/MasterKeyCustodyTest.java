package et.po.frost.custody;

import java.util.List;

final class MasterKeyCustodyTest extends KeyCustodyContract {
  private final KeyCustody first = new MasterKeyCustody(RandomKeys.key(), RANDOM);

  @Override
  KeyCustody custody() {
    return first;
  }

  @Override
  KeyCustody withNewerKey() {
    return new Custodians(new MasterKeyCustody(RandomKeys.key(), RANDOM), List.of(first));
  }
}
