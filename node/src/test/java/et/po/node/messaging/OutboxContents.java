package et.po.node.messaging;

import et.po.node.database.Database;
import et.po.node.database.Sql;
import et.po.node.messages.Message;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/// What was published, for tests of publishers.
public final class OutboxContents {
  private OutboxContents() {}

  /// All messages of the type that are in the outbox, in order.
  public static <T extends Message> List<T> of(DataSource source, Class<T> type)
      throws SQLException {
    return new Database(source)
        .inTransaction(transaction ->
            Sql.list(
                transaction,
                row -> type.cast(MessageCodec.message(row.getString(1), row.getString(2))),
                "select type, body from messaging.outbox where type = ? order by position",
                MessageCodec.type(type)));
  }
}
