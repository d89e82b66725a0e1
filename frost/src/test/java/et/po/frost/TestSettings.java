package et.po.frost;

import java.net.URI;
import java.util.Optional;

/// Settings as values.
record TestSettings(
    Profile profile,
    Optional<String> masterKey,
    Optional<String> tokenSecret,
    int maxApiTokens,
    boolean verifiedAccount,
    URI poetUrl,
    URI testPoetUrl,
    ByteCount maxApiRequestLimitJson,
    ByteCount maxApiRequestLimitForm)
    implements FrostSettings {
  static final String MASTER_KEY =
      "8f1d3c5b7a99e2046b8d0f2143657a8b9cadbecfd0e1f20314253647586970af";
  static final String TOKEN_SECRET = "a secret of tests, long enough to count: 0123456789";

  static TestSettings of(URI live, URI test) {
    return new TestSettings(
        Profile.PRODUCTION,
        Optional.of(MASTER_KEY),
        Optional.of(TOKEN_SECRET),
        5,
        true,
        live,
        test,
        ByteCount.valueOf("500kb"),
        ByteCount.valueOf("500kb"));
  }

  TestSettings with(Profile other, Optional<String> newMasterKey, Optional<String> newSecret) {
    return new TestSettings(
        other,
        newMasterKey,
        newSecret,
        maxApiTokens,
        verifiedAccount,
        poetUrl,
        testPoetUrl,
        maxApiRequestLimitJson,
        maxApiRequestLimitForm);
  }
}
