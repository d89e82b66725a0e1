package et.po.node.storagewriter;

import et.po.node.Role;
import et.po.node.database.Database;
import et.po.node.ipfs.BlockStore;
import et.po.node.ipfs.Pins;
import et.po.node.messages.Message;
import et.po.node.messages.Message.AcceptedClaim;
import et.po.node.messages.Message.ClaimsAccepted;
import et.po.node.messages.Message.ClaimsStored;
import et.po.node.messages.Message.StoredClaim;
import et.po.node.messaging.Messaging;
import et.po.node.messaging.Messaging.Subscription;
import et.po.node.messaging.Together;
import et.po.protocol.batch.BatchLayout;
import et.po.protocol.ipfs.Block;
import et.po.protocol.ipfs.Cid;
import et.po.protocol.ipfs.FileImporter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Role: makes claim files of accepted claims and stores them.
///
/// Keeps nothing itself: the same claim makes the same file, so a message that comes again is
/// simply handled again.
public final class StorageWriter implements Role {
  private final BatchLayout layout;
  private final Database database;
  private final Messaging messaging;
  private final BlockStore blocks;
  private final Pins pins;
  private volatile Subscription subscription = Subscription.NONE;

  /// @param layout of the batches that the files are for: it decides what block a file is
  /// @param pins what IPFS nodes lack is brought to them while this role runs
  public StorageWriter(
      BatchLayout layout, Database database, Messaging messaging, BlockStore blocks, Pins pins) {
    this.layout = layout;
    this.database = database;
    this.messaging = messaging;
    this.blocks = blocks;
    this.pins = pins;
  }

  @Override
  public String name() {
    return "storage-writer";
  }

  @Override
  public void start() {
    subscription = messaging.subscribe(name(), new Together(this::handle));
    pins.start();
  }

  @Override
  public void stop() {
    subscription.close();
    pins.stop();
  }

  @Override
  public Optional<String> problem() {
    return subscription.problem().or(pins::problem);
  }

  @Override
  public Optional<String> remark() {
    return subscription.problem().or(pins::remark);
  }

  void handle(Message message) throws SQLException {
    if (!(message instanceof ClaimsAccepted accepted)) {
      throw new IllegalArgumentException("not subscribed to " + message);
    }
    List<Block> files = new ArrayList<>();
    List<StoredClaim> stored = new ArrayList<>();
    for (AcceptedClaim claim : accepted.claims()) {
      stored.add(file(claim, files));
    }
    // Before it is said that they are stored.
    blocks.store(files);
    database.run(transaction -> messaging.publish(transaction, new ClaimsStored(stored)));
  }

  private StoredClaim file(AcceptedClaim claim, List<Block> files) {
    byte[] content = claim.json().getBytes(StandardCharsets.UTF_8);
    List<Block> made = new ArrayList<>();
    Cid cid =
        switch (layout) {
          case TREE -> raw(content, made);
          case FLAT -> wrapped(content, made);
        };
    files.addAll(made);
    long size = made.stream().mapToLong(block -> block.data().length).sum();
    return new StoredClaim(claim.claimId(), cid.toString(), size, claim.workSha256());
  }

  private static Cid raw(byte[] content, List<Block> made) {
    Block block = Block.raw(content);
    made.add(block);
    return block.cid();
  }

  private static Cid wrapped(byte[] content, List<Block> made) {
    try {
      return FileImporter.importFile(new ByteArrayInputStream(content), made::add);
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory cannot fail", e);
    }
  }
}
