package et.po.frost;

import et.po.frost.database.Database;
import et.po.frost.database.SchemaVersion;
import et.po.frost.database.Sql;
import et.po.frost.http.Edge;
import et.po.frost.http.StandardHeaders;
import et.po.postgresql.PostgresServer;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import et.po.testkit.Eventually;
import et.po.testkit.TestPostgres;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/// Frost as it is in the program, on a fresh database and two nodes that are doubles, without
/// Quarkus around it.
final class RunningFrost implements AutoCloseable {
  static final String PASSWORD = "Correct-Horse-7";
  private static final AtomicInteger ADDRESSES = new AtomicInteger();

  private final Vertx vertx = Vertx.vertx();
  private final AgroalDataSource source;
  private final Frost frost;
  private final Edge edge;
  private final HttpServer server;

  final NodeDouble live = new NodeDouble();
  final NodeDouble test = new NodeDouble();
  final PostOffice post = new PostOffice();
  final String databaseUrl;
  final Database database;
  final Calls calls;

  private RunningFrost(String url, boolean verified, UnaryOperator<TestSettings> change)
      throws Exception {
    databaseUrl = url;
    source = pool(databaseUrl);
    new SchemaVersion(source).migrate();
    database = new Database(source);
    TestSettings settings =
        change.apply(TestSettings.of(live.uri(), test.uri(), post.port(), verified));
    SecureRandom random = new SecureRandom();
    frost = new Frost(settings, database, Secrets.of(settings, database, random), random);
    edge =
        new Edge(
            vertx, frost.routes(), frost.bodyLimits(), frost.clientAddresses(), (_, _, _, _) -> {});
    Router router = Router.router(vertx);
    router.route().handler(new StandardHeaders());
    router.route().handler(edge);
    server =
        vertx
            .createHttpServer(new HttpServerOptions())
            .requestHandler(router)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS);
    frost.start();
    calls = new Calls("http://127.0.0.1:" + server.actualPort());
  }

  static RunningFrost start() throws Exception {
    return start(true);
  }

  /// @param verified whether the addresses of new accounts count as confirmed
  static RunningFrost start(boolean verified) throws Exception {
    String url = TestPostgres.start().freshDatabaseUrl();
    return new RunningFrost(url, verified, settings -> settings);
  }

  /// @param change what is set otherwise than usual
  static RunningFrost start(UnaryOperator<TestSettings> change) throws Exception {
    return on(TestPostgres.start().freshDatabaseUrl(), change);
  }

  /// On a database that another Frost may be serving too.
  static RunningFrost on(String url, UnaryOperator<TestSettings> change) throws Exception {
    return new RunningFrost(url, true, change);
  }

  static RunningFrost start(TestLimits limits) throws Exception {
    return start((TestSettings settings) -> settings.with(limits));
  }

  private static AgroalDataSource pool(String url) throws SQLException {
    return AgroalDataSource.from(
        new AgroalDataSourceConfigurationSupplier()
            .connectionPoolConfiguration(pool ->
                pool.maxSize(16)
                    .connectionFactoryConfiguration(factory ->
                        factory
                            .jdbcUrl(url)
                            .jdbcProperty("logServerErrorDetail", "false")
                            .principal(new NamePrincipal(PostgresServer.USER))
                            .credential(new SimplePassword(TestPostgres.PASSWORD)))));
  }

  java.util.List<String> routes() {
    return frost.routes().list();
  }

  /// An address that nobody has.
  static String newAddress() {
    return "writer" + ADDRESSES.incrementAndGet() + "@example.com";
  }

  /// Signs somebody up: `id`, `issuer`, `token`, and `email`.
  JsonObject signUp() throws Exception {
    String email = newAddress();
    Reply reply = calls.post("/accounts", Map.of(), credentials(email, PASSWORD));
    if (reply.status() != 200) {
      throw new AssertionError(reply);
    }
    return reply.object().with("email", new JsonString(email));
  }

  static String credentials(String email, String password) {
    return new JsonObject(
            Map.of("email", new JsonString(email), "password", new JsonString(password)))
        .text();
  }

  /// A log-in token of a new account.
  String newToken() throws Exception {
    return signUp().findString("token").orElseThrow();
  }

  /// Does something to the database behind Frost's back.
  void change(String sql, Object... values) throws SQLException {
    database.run(transaction -> Sql.update(transaction, sql, values));
  }

  /// Waits until so many requests wait for accounts that a transaction of the test's own holds.
  void awaitWaitingForAccounts(int requests) {
    Eventually.eventually(
        requests + " requests wait for accounts", () -> waitingForAccounts() >= requests);
  }

  private int waitingForAccounts() throws SQLException {
    return database.read(connection ->
        Sql.find(
                connection,
                row -> row.getInt(1),
                "select count(*) from pg_stat_activity where datname = current_database()"
                    + " and wait_event_type = 'Lock' and query like '%frost.account %'")
            .orElseThrow());
  }

  @Override
  public void close() throws Exception {
    server.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    edge.close();
    frost.close();
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    source.close();
    live.close();
    test.close();
    post.close();
  }
}
