package et.po.frost.mail;

import et.po.frost.faults.Fault;
import et.po.frost.http.Request;
import et.po.frost.http.Response;
import et.po.frost.http.Routes;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonArray;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/// `/dev/mailbox`: all mails, newest first, where their texts are kept. A page, or JSON for who
/// accepts that. Exists on the embedded profile only: whoever reads it can take any account.
public final class MailboxEndpoint {
  private static final int SHOWN = 100;
  private static final Pattern LOCAL =
      Pattern.compile("(?:localhost|127\\.0\\.0\\.1|\\[::1])(?::\\d+)?");

  private final Outbox outbox;
  private final Runnable beforehand;

  /// @param beforehand writes mails that were promised and not written yet
  public MailboxEndpoint(Outbox outbox, Runnable beforehand) {
    this.outbox = outbox;
    this.beforehand = beforehand;
  }

  public void addTo(Routes routes) {
    routes.get("/dev/mailbox", this::show);
  }

  private Response show(Request request) throws SQLException {
    if (isFromAStrangersPage(request)) {
      throw Fault.NOT_FOUND.exception();
    }
    beforehand.run();
    List<Mail> mails = outbox.newest(SHOWN);
    boolean json =
        request.header("Accept").filter(types -> types.contains("application/json")).isPresent();
    return json
        ? Response.json(new JsonArray(mails.stream().map(MailboxEndpoint::json).toList()))
        : Response.html(page(mails));
  }

  /// Pages of other origins may read all our answers, but not this one; nor may one whose name was
  /// made to lead here.
  private static boolean isFromAStrangersPage(Request request) {
    return request.header("Origin").isPresent()
        || request.header("Host").filter(host -> LOCAL.matcher(host).matches()).isEmpty();
  }

  private static Json json(Mail mail) {
    SequencedMap<String, Json> members = new LinkedHashMap<>();
    members.put("to", new JsonString(mail.to()));
    members.put("subject", new JsonString(mail.subject()));
    members.put("html", new JsonString(mail.html()));
    members.put("text", new JsonString(mail.text()));
    return new JsonObject(members);
  }

  private static String page(List<Mail> mails) {
    StringBuilder page = new StringBuilder();
    page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\">");
    page.append("<title>Mailbox</title></head>\n<body>\n<h1>Mailbox</h1>\n");
    page.append(mails.isEmpty() ? "<p>There are no mails.</p>\n" : "");
    for (Mail mail : mails) {
      page.append("<article>\n<h2>").append(Html.escaped(mail.subject())).append("</h2>\n");
      page.append("<p>To ").append(Html.escaped(mail.to())).append("</p>\n");
      // A frame without rights: a mail is shown, and does nothing; its links open elsewhere.
      page.append("<iframe sandbox=\"allow-popups allow-popups-to-escape-sandbox\" title=\"mail\"");
      page.append(" srcdoc=\"");
      page.append(Html.escaped("<base target=\"_blank\">" + mail.html()))
          .append("\"></iframe>\n<pre>");
      page.append(Html.escaped(mail.text())).append("</pre>\n</article>\n");
    }
    return page.append("</body>\n</html>\n").toString();
  }
}
