package et.po.frost.audit;

import et.po.frost.database.Database;
import et.po.frost.http.Request;
import et.po.frost.http.Response;
import et.po.frost.http.Routes;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonArray;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/// `/accounts/audit`: what was done to one's account, newest first.
public final class AuditEndpoint {
  private final AccountOwner owner;
  private final Audit audit;
  private final Database database;

  public AuditEndpoint(AccountOwner owner, Audit audit, Database database) {
    this.owner = owner;
    this.audit = audit;
    this.database = database;
  }

  /// To be added before what matches `/accounts/:issuer`.
  public void addTo(Routes routes) {
    routes.get("/accounts/audit", this::show);
  }

  private Response show(Request request) throws SQLException {
    UUID account = owner.of(request);
    Page page = Page.of(request);
    List<Entry> entries = audit.list(database, account, page);
    Response response =
        Response.json(new JsonArray(entries.stream().<Json>map(Entry::json).toList()));
    return entries.size() < page.limit()
        ? response
        : response.with("Link", next(page, entries.getLast()));
  }

  private static String next(Page page, Entry last) {
    return "</accounts/audit?limit=%d&before=%d>; rel=\"next\""
        .formatted(page.limit(), last.position());
  }
}
