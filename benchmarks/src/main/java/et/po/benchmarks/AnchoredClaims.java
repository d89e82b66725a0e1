package et.po.benchmarks;

import et.po.node.database.Database;
import et.po.node.ipfs.IpfsNodes;
import et.po.node.ipfs.NodePins;
import et.po.node.ipfs.OwnBlocks;
import et.po.node.ipfs.PostgresBlockStore;
import et.po.protocol.anchor.AnchorPayload;
import et.po.protocol.batch.Batch;
import et.po.protocol.batch.BatchEntry;
import et.po.protocol.batch.BatchLayout;
import et.po.protocol.ipfs.Block;
import et.po.protocol.ipfs.Cid;
import et.po.protocol.ipfs.Sha256;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import et.po.protocol.json.MalformedJsonException;
import et.po.servers.Bitcoind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Puts claims into a real IPFS node, in batches, and anchors these on a real Bitcoin daemon.
final class AnchoredClaims {
  private static final String WALLET = "anchors";
  private static final int STORED_AT_ONCE = 500;
  private static final int SPENDABLE = 101;

  private final Bitcoind bitcoind;
  private final PostgresBlockStore kept;
  private final NodePins pins;

  /// @param database of the node that writes; who catches up has another
  AnchoredClaims(Database database, IpfsNodes ipfs, Bitcoind bitcoind) {
    this.bitcoind = bitcoind;
    this.kept = new PostgresBlockStore(database);
    this.pins = new NodePins(database, ipfs, new OwnBlocks(kept, ipfs), Duration.ZERO);
  }

  /// Makes coins to anchor with.
  void prepare() {
    bitcoind.createWallet(WALLET);
    mine(SPENDABLE);
  }

  /// Anchors the claims as one batch, in a block of its own.
  void anchor(List<byte[]> claims) {
    List<Block> files = claims.stream().map(Block::raw).toList();
    List<BatchEntry> entries = new ArrayList<>();
    for (Block file : files) {
      Sha256 work = Sha256.of(file.data(), new byte[1]);
      entries.add(new BatchEntry(file.cid(), file.data().length, Optional.of(work)));
    }
    Batch batch = BatchLayout.TREE.build(entries);
    for (int from = 0; from < files.size(); from += STORED_AT_ONCE) {
      kept.store(files.subList(from, Math.min(files.size(), from + STORED_AT_ONCE)));
    }
    kept.store(batch.directories());
    pins.require(batch.root());
    send(batch.root());
    mine(1);
  }

  private void send(Cid root) {
    AnchorPayload payload = new AnchorPayload("POET", BatchLayout.TREE.version(), 0, root);
    String hex = HexFormat.of().formatHex(payload.encode());
    String empty = text(call("createrawtransaction", "[], [{\"data\": \"" + hex + "\"}]"));
    String funded = member(call("fundrawtransaction", quoted(empty)), "hex");
    String signed = member(call("signrawtransactionwithwallet", quoted(funded)), "hex");
    call("sendrawtransaction", quoted(signed));
  }

  private void mine(int blocks) {
    String address = text(call("getnewaddress", ""));
    call("generatetoaddress", blocks + ", " + quoted(address));
  }

  private static String quoted(String text) {
    return "\"" + text + "\"";
  }

  private Json call(String method, String parameters) {
    try {
      return ((JsonObject) Json.parse(bitcoind.call(WALLET, method, parameters)))
          .find("result")
          .filter(result ->
              result instanceof JsonObject
                  || result instanceof JsonString
                  || !result.text().equals("null"))
          .orElseThrow(() -> new IllegalStateException("the Bitcoin daemon refuses " + method));
    } catch (MalformedJsonException e) {
      throw new IllegalStateException("the Bitcoin daemon's answer is no JSON", e);
    }
  }

  private static String text(Json result) {
    return ((JsonString) result).value();
  }

  private static String member(Json result, String name) {
    return ((JsonObject) result).findString(name).orElseThrow();
  }
}
