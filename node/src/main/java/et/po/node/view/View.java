package et.po.node.view;

import et.po.node.Role;
import et.po.node.database.Database;
import et.po.node.messages.Message;
import et.po.node.messages.Message.BatchCreated;
import et.po.node.messages.Message.BatchRead;
import et.po.node.messages.Message.BlockRead;
import et.po.node.messages.Message.BlocksUndone;
import et.po.node.messages.Message.ClaimsAccepted;
import et.po.node.messages.Message.ClaimsRead;
import et.po.node.messages.Message.ClaimsStored;
import et.po.node.messages.Message.TransactionSent;
import et.po.node.messaging.Messaging;
import et.po.node.messaging.Messaging.Subscription;
import et.po.node.messaging.Together;
import java.sql.SQLException;
import java.util.Optional;

/// Role: puts what the others tell together for readers.
///
/// Every message adds rows, and adding them twice gives the same rows. Their order says something
/// of the chain's messages alone, which come in the order in which they were told.
public final class View implements Role {
  private final ViewSettings settings;
  private final Database database;
  private final Messaging messaging;
  private volatile Subscription subscription = Subscription.NONE;

  public View(ViewSettings settings, Database database, Messaging messaging) {
    this.settings = settings;
    this.database = database;
    this.messaging = messaging;
  }

  @Override
  public String name() {
    return "view";
  }

  @Override
  public void start() {
    subscription = messaging.subscribe(name(), new Together(this::handle));
  }

  @Override
  public void stop() {
    subscription.close();
  }

  @Override
  public Optional<String> problem() {
    return subscription.problem();
  }

  void handle(Message message) throws SQLException {
    database.run(transaction -> {
      switch (message) {
        case ClaimsAccepted accepted -> ClaimRows.accepted(transaction, accepted.claims());
        case ClaimsStored stored -> FileRows.stored(transaction, stored.claims());
        case BatchCreated batch -> FileRows.batched(transaction, batch);
        case TransactionSent sent -> AnchorRows.sent(transaction, sent);
        case BlockRead block -> AnchorRows.read(transaction, block, settings.prefix());
        case BlocksUndone undone -> AnchorRows.undone(transaction, undone);
        case BatchRead batch -> FileRows.readBack(transaction, batch);
        case ClaimsRead read -> {
          ClaimRows.read(transaction, read.claims());
          FileRows.judged(transaction, read.claims());
        }
        default -> throw new IllegalArgumentException("not subscribed to " + message);
      }
    });
  }
}
