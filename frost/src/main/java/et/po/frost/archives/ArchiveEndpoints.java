package et.po.frost.archives;

import et.po.frost.http.RawBody;
import et.po.frost.http.Request;
import et.po.frost.http.Response;
import et.po.frost.http.Routes;
import et.po.frost.tokens.Caller;
import et.po.frost.tokens.Guard;
import et.po.frost.tokens.TokenKind;
import java.sql.SQLException;

/// `/archives`: for API tokens of either network, whether the account's address was confirmed or
/// not.
public final class ArchiveEndpoints {
  private static final String ANY_BYTES = "application/octet-stream";

  private final Guard guard;
  private final Archives archives;

  public ArchiveEndpoints(Guard guard, Archives archives) {
    this.guard = guard;
    this.archives = archives;
  }

  public void addTo(Routes routes) {
    routes.postRaw("/archives", this::store);
  }

  private Response store(Request request, RawBody body) throws SQLException, InterruptedException {
    Caller caller = guard.caller(request).needKind(TokenKind.API_KEY, TokenKind.TEST_API_KEY);
    return Response.json(
        archives.store(caller, request.header("Content-Type").orElse(ANY_BYTES), body));
  }
}
