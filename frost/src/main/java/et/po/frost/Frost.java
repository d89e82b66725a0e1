package et.po.frost;

import et.po.frost.accounts.AccountEndpoints;
import et.po.frost.accounts.AccountMails;
import et.po.frost.accounts.KeyEndpoints;
import et.po.frost.accounts.LinkedPages;
import et.po.frost.accounts.LogIn;
import et.po.frost.accounts.OwnKey;
import et.po.frost.accounts.PasswordChange;
import et.po.frost.accounts.PasswordEndpoints;
import et.po.frost.accounts.ProfileChange;
import et.po.frost.accounts.ProfileEndpoints;
import et.po.frost.accounts.ResetRequests;
import et.po.frost.accounts.SignUp;
import et.po.frost.accounts.Verification;
import et.po.frost.accounts.VerificationEndpoints;
import et.po.frost.archives.ArchiveEndpoints;
import et.po.frost.archives.Archives;
import et.po.frost.audit.Audit;
import et.po.frost.audit.AuditEndpoint;
import et.po.frost.audit.FailedLogIns;
import et.po.frost.custody.AccountKeys;
import et.po.frost.database.Database;
import et.po.frost.database.Sweep;
import et.po.frost.http.BodyLimits;
import et.po.frost.http.ClientAddresses;
import et.po.frost.http.Routes;
import et.po.frost.limits.ClientLimits;
import et.po.frost.limits.LockOut;
import et.po.frost.limits.LockOutRules;
import et.po.frost.limits.RateLimit;
import et.po.frost.mail.MailboxEndpoint;
import et.po.frost.mail.Mails;
import et.po.frost.mail.Outbox;
import et.po.frost.mail.Postman;
import et.po.frost.mail.SmtpSender;
import et.po.frost.mail.SmtpServer;
import et.po.frost.mail.SmtpTls;
import et.po.frost.node.NodeClient;
import et.po.frost.node.Nodes;
import et.po.frost.passwords.Argon2Cost;
import et.po.frost.passwords.Passwords;
import et.po.frost.tasks.Tasks;
import et.po.frost.tokens.Guard;
import et.po.frost.tokens.SessionEndpoints;
import et.po.frost.tokens.Sessions;
import et.po.frost.tokens.TokenEndpoints;
import et.po.frost.tokens.Tokens;
import et.po.frost.webhooks.Webhooks;
import et.po.frost.works.IdempotencyKeys;
import et.po.frost.works.WorkEndpoints;
import et.po.frost.works.WorkLinks;
import et.po.frost.works.Works;
import et.po.protocol.claim.ClaimSigner;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;

/// All parts of Frost, put together. Building them does no I/O; [#start] and [#close] say what
/// runs.
final class Frost implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Frost.class);
  private static final Duration CONNECTING = Duration.ofSeconds(3);
  private static final int WAITING_PASSWORDS = 10_000;

  /// By one account, beside log-ins: all wait in one line for the processors.
  private static final int PASSWORD_USES = 30;

  private static final Duration LAST_USE_PAUSE = Duration.ofSeconds(10);
  private static final Duration FAILURE_PAUSE = Duration.ofSeconds(5);
  private static final Duration SWEEP_PAUSE = Duration.ofMinutes(10);
  private static final int TASKS = 3;
  private static final Duration MAIL_PAUSE = Duration.ofSeconds(1);
  private static final Duration KEY_PAUSE = Duration.ofSeconds(1);
  private static final Duration OLD_KEY_PAUSE = Duration.ofMinutes(1);
  private static final Duration TIDY_PAUSE = Duration.ofMinutes(1);
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1");

  private final FrostSettings settings;
  private final Passwords passwords;
  private final Tokens tokens;
  private final FailedLogIns failedLogIns;
  private final List<Sweep> sweeps;
  private final IdempotencyKeys idempotency;
  private final ClientAddresses addresses;
  private final LockOut lockOut;
  private final ResetRequests resets;
  private final Optional<Postman> postman;
  private final Webhooks webhooks;
  private final Routes routes = new Routes();
  private final Tasks tasks = new Tasks("timer", TASKS);

  Frost(FrostSettings settings, Database database, Secrets secrets, SecureRandom random)
      throws StartRefusedException {
    Clock clock = Clock.systemUTC();
    LimitSettings limits = settings.limits();
    this.settings = settings;
    this.addresses = addresses(limits);
    this.lockOut =
        new LockOut(
            database,
            new LockOutRules(
                limits.lockOutTries(), limits.lockOutClientTries(), limits.lockOutLongest()),
            clock);
    this.passwords =
        new Passwords(
            Argon2Cost.STANDARD,
            Runtime.getRuntime().availableProcessors(),
            WAITING_PASSWORDS,
            random);
    AccountKeys keys = new AccountKeys(database, secrets.custody(), random);
    Audit audit = new Audit(clock);
    this.sweeps = List.of(Sweep.ofTokens(database, clock), Sweep.ofMails(database, clock));
    this.failedLogIns = new FailedLogIns(database, audit, clock);
    this.tokens =
        new Tokens(
            database,
            secrets.tokenSecret(),
            keys,
            settings.maxApiTokens(),
            new RateLimit("requests of this account", limits.account(), System::nanoTime),
            audit,
            random,
            clock);
    Guard guard = tokens.guard();
    boolean embedded = settings.profile() == Profile.EMBEDDED;
    Outbox outbox = new Outbox(database, keys, clock, embedded);
    AccountMails mails =
        new AccountMails(
            new Mails(settings.verifyPage().orElse(""), settings.passwordPage().orElse("")),
            outbox,
            tokens,
            !settings.sendEmailDisabled());
    SignUp signUp =
        new SignUp(
            database, keys, tokens, passwords, mails, audit, settings.verifiedAccount(), clock);
    LogIn logIn = new LogIn(database, tokens, passwords, lockOut, audit, failedLogIns);
    Nodes nodes = nodes(settings);
    this.webhooks =
        new Webhooks(settings.webhooks(), guard, database, keys, nodes, audit, random, clock);
    this.idempotency = new IdempotencyKeys(database, clock, settings.works().idempotencyKept());
    Works works =
        new Works(
            nodes,
            keys,
            new ClaimSigner(clock, new Nonces(random)),
            clock,
            idempotency,
            webhooks.claimWatch());
    ClientLimits clientLimits =
        new ClientLimits(
            new RateLimit("sign-ups from this address", limits.signUps(), System::nanoTime),
            new RateLimit("log-ins from this address", limits.logIns(), System::nanoTime),
            new RateLimit("resets asked for from this address", limits.resets(), System::nanoTime));
    RateLimit passwordUses =
        new RateLimit("uses of this account's password", PASSWORD_USES, System::nanoTime);
    this.resets = new ResetRequests(database, keys, mails, audit, clock);
    new HealthEndpoint(haveOneNode(settings)).addTo(routes);
    new AccountEndpoints(signUp, logIn, clientLimits).addTo(routes);
    Verification verification = new Verification(database, keys, tokens, mails, audit);
    new VerificationEndpoints(guard, verification).addTo(routes);
    new AuditEndpoint(request -> guard.caller(request).needLogin().account(), audit, database)
        .addTo(routes);
    new ProfileEndpoints(
            guard,
            database,
            new ProfileChange(
                database, keys, tokens, mails, audit, settings.verifiedAccount(), clock))
        .addTo(routes);
    PasswordChange passwordChange =
        new PasswordChange(database, keys, tokens, passwords, mails, lockOut, audit, clock);
    new PasswordEndpoints(guard, passwordChange, resets, clientLimits, passwordUses).addTo(routes);
    new KeyEndpoints(guard, new OwnKey(database, keys, passwords, lockOut, audit), passwordUses)
        .addTo(routes);
    new TokenEndpoints(tokens).addTo(routes);
    new SessionEndpoints(guard, new Sessions(database, tokens, audit, clock)).addTo(routes);
    new WorkEndpoints(
            guard,
            works,
            new WorkLinks(settings.works().livePublicUrl(), settings.works().testPublicUrl()),
            settings.maxApiRequestLimitJson().bytes())
        .addTo(routes);
    new ArchiveEndpoints(
            guard, new Archives(nodes, settings.maximumFileSize().bytes(), limits.archivesAtOnce()))
        .addTo(routes);
    webhooks.addTo(routes);
    if (embedded) {
      new MailboxEndpoint(outbox, resets::work).addTo(routes);
      new LinkedPages(guard, verification, passwordChange).addTo(routes);
    }
    this.postman =
        embedded && settings.smtpHost().isEmpty()
            ? Optional.empty()
            : Optional.of(
                new Postman(
                    outbox,
                    new SmtpSender(smtpServer(settings), () -> Date.from(clock.instant()))));
  }

  private static String smtpHost(FrostSettings settings) {
    return settings.smtpHost().orElse("localhost");
  }

  private static SmtpServer smtpServer(FrostSettings settings) throws StartRefusedException {
    try {
      return new SmtpServer(
          smtpHost(settings),
          settings.smtpPort(),
          settings.smtpUser(),
          settings.smtpPassword(),
          SmtpTls.of(settings.smtpTls()),
          settings.emailFrom(),
          settings.emailReply());
    } catch (IllegalArgumentException e) {
      throw new StartRefusedException(String.valueOf(e.getMessage()));
    }
  }

  private static Nodes nodes(FrostSettings settings) {
    HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECTING)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    return new Nodes(
        new NodeClient(http, settings.poetUrl()), new NodeClient(http, settings.testPoetUrl()));
  }

  Routes routes() {
    return routes;
  }

  BodyLimits bodyLimits() {
    return new BodyLimits(
        settings.maxApiRequestLimitJson().bytes(),
        settings.maxApiRequestLimitForm().bytes(),
        settings.works().maxApiRequestLimitBulk().bytes());
  }

  private static boolean haveOneNode(FrostSettings settings) {
    return address(settings.poetUrl()).equals(address(settings.testPoetUrl()));
  }

  private static String address(URI node) {
    return node.toString().replaceAll("/+$", "");
  }

  private static ClientAddresses addresses(LimitSettings settings) throws StartRefusedException {
    try {
      return ClientAddresses.behind(settings.trustedProxies().orElse(""));
    } catch (IllegalArgumentException e) {
      throw new StartRefusedException("FROST_TRUSTED_PROXIES: " + e.getMessage());
    }
  }

  ClientAddresses clientAddresses() {
    return addresses;
  }

  void start() {
    if (haveOneNode(settings)) {
      LOG.info(
          "POET_URL and TEST_POET_URL lead to one node: works of live and test tokens both go there");
    }
    if (settings.profile() != Profile.EMBEDDED
        && (settings.verifyPage().isEmpty() || settings.passwordPage().isEmpty())) {
      LOG.warn(
          "FROST_VERIFIED_ACCOUNT or FROST_CHANGE_PASSWORD is not set: a link in mails leads nowhere,"
              + " and they say what to do with its token instead");
    }
    if (postman.isPresent() && mailsGoInTheClear(settings)) {
      LOG.warnf(
          "FROST_SMTP_TLS is none: mails, with links that open accounts, go to %s unencrypted",
          smtpHost(settings));
    }
    tasks.repeat("noting when tokens were used", LAST_USE_PAUSE, tokens.lastUses()::write);
    tasks.repeat("noting failed log-ins", FAILURE_PAUSE, failedLogIns::write);
    tasks.repeat("deleting what ended long ago", SWEEP_PAUSE, () -> sweeps.forEach(Sweep::run));
    tasks.repeat("holding requests that are in hand", KEY_PAUSE, idempotency::renew);
    tasks.repeat("deleting old idempotency keys", OLD_KEY_PAUSE, idempotency::deleteOld);
    tasks.repeat("tidying wrong passwords", TIDY_PAUSE, lockOut::tidy);
    tasks.repeat("writing asked-for reset mails", MAIL_PAUSE, resets::work);
    postman.ifPresent(works -> tasks.repeat("sending mails", MAIL_PAUSE, works::work));
    webhooks.start();
  }

  private static boolean mailsGoInTheClear(FrostSettings settings) {
    return settings.smtpTls().equals("none")
        && !LOOPBACK.contains(smtpHost(settings))
        && !settings.sendEmailDisabled();
  }

  /// Writes what is still only in memory.
  @Override
  public void close() {
    tasks.close();
    webhooks.close();
    tokens.lastUses().write();
    failedLogIns.write();
    passwords.close();
  }
}
