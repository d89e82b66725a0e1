package et.po.frost;

import et.po.frost.webhooks.WebhookSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
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
    ByteCount maxApiRequestLimitForm,
    int smtpPort,
    CustodySettings custody,
    TestLimits limits)
    implements FrostSettings {
  /// Where addresses count as confirmed one person is at work, on one machine.
  @Override
  public WebhookSettings webhooks() {
    return new TestWebhookSettings(verifiedAccount);
  }

  @Override
  public WorksSettings works() {
    return new TestWorksSettings(
        Duration.ofHours(24), ByteCount.valueOf("5mb"), poetUrl, testPoetUrl);
  }

  @Override
  public Optional<String> verifyPage() {
    return Optional.of("https://frost.example/verified-account");
  }

  @Override
  public Optional<String> passwordPage() {
    return Optional.of("https://frost.example/change-password");
  }

  @Override
  public boolean sendEmailDisabled() {
    return false;
  }

  @Override
  public String emailFrom() {
    return "Po.et";
  }

  @Override
  public String emailReply() {
    return "contact@po.et";
  }

  @Override
  public Optional<String> smtpHost() {
    return Optional.of("127.0.0.1");
  }

  @Override
  public Optional<String> smtpUser() {
    return Optional.empty();
  }

  @Override
  public Optional<String> smtpPassword() {
    return Optional.empty();
  }

  @Override
  public String smtpTls() {
    return "none";
  }

  @Override
  public ByteCount maximumFileSize() {
    return ByteCount.valueOf("15728640");
  }

  static final String MASTER_KEY =
      "8f1d3c5b7a99e2046b8d0f2143657a8b9cadbecfd0e1f20314253647586970af";
  static final String TOKEN_SECRET = "a secret of tests, long enough to count: 0123456789";

  static TestSettings of(URI live, URI test, int smtpPort, boolean verified) {
    return new TestSettings(
        Profile.PRODUCTION,
        Optional.of(MASTER_KEY),
        Optional.of(TOKEN_SECRET),
        5,
        verified,
        live,
        test,
        ByteCount.valueOf("500kb"),
        ByteCount.valueOf("500kb"),
        smtpPort,
        new CustodyEnvironment(Map.of()),
        TestLimits.GENEROUS);
  }

  TestSettings with(TestLimits others) {
    return copy(profile, masterKey, tokenSecret, custody, others);
  }

  /// These with other custodians beside the master key.
  ///
  /// @param environment variables, such as `VAULT_URL`
  TestSettings withCustody(Optional<String> newMasterKey, Map<String, String> environment) {
    return copy(profile, newMasterKey, tokenSecret, new CustodyEnvironment(environment), limits);
  }

  TestSettings with(Profile other, Optional<String> newMasterKey, Optional<String> newSecret) {
    return copy(other, newMasterKey, newSecret, custody, limits);
  }

  private TestSettings copy(
      Profile otherProfile,
      Optional<String> otherMasterKey,
      Optional<String> otherSecret,
      CustodySettings otherCustody,
      TestLimits otherLimits) {
    return new TestSettings(
        otherProfile,
        otherMasterKey,
        otherSecret,
        maxApiTokens,
        verifiedAccount,
        poetUrl,
        testPoetUrl,
        maxApiRequestLimitJson,
        maxApiRequestLimitForm,
        smtpPort,
        otherCustody,
        otherLimits);
  }
}
