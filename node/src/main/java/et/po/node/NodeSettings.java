package et.po.node;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What a node is part of, and what it stands on. Each name is also an environment variable:
/// `node.bitcoin.url` is `NODE_BITCOIN_URL`.
@ConfigMapping(prefix = "node")
public interface NodeSettings {
  String DATABASE_URL = "jdbc:postgresql://localhost:5432/node";
  String DATABASE_USER = "node";
  String NETWORK = "regtest";
  String PREFIX = "POET";

  /// Which roles this process runs; without it, all. Each role may run in as many processes as its
  /// chart allows.
  Optional<List<String>> roles();

  /// The Bitcoin network that anchors are on: `regtest`, `testnet4`, `signet` or `mainnet`, or
  /// `testnet` for whichever test network the Bitcoin node is on. On another nothing is read or
  /// written.
  @WithDefault(NETWORK)
  String network();

  /// The four letters that anchors begin with. Nodes that are to see each other's works share them;
  /// a change hides everything anchored before.
  @WithDefault(PREFIX)
  String prefix();

  /// What `archiveUrl` of an uploaded file begins with; claims made of it keep it for ever.
  @WithDefault("https://ipfs.io/ipfs")
  String archiveUrlPrefix();

  Http http();

  Database database();

  Bitcoin bitcoin();

  Ipfs ipfs();

  Rabbitmq rabbitmq();

  Log log();

  /// Where clients reach the node.
  interface Http {
    /// Connections that may be open at once; more are refused.
    @WithDefault("20000")
    int connections();
  }

  /// The node's PostgreSQL.
  interface Database {
    @WithDefault(DATABASE_URL)
    String url();

    @WithDefault(DATABASE_USER)
    String user();

    Optional<String> password();

    /// Connections at most. More than the database's processors can use only queue there.
    @WithDefault("16")
    int connections();
  }

  /// The Bitcoin node.
  interface Bitcoin {
    /// Address with user and password, and the wallet where one is named, such as
    /// `http://user:password@127.0.0.1:18443/wallet/anchors`.
    @WithDefault("http://127.0.0.1:18443")
    URI url();

    /// How old its last block may be before nothing is written any more: a node that hears of no
    /// blocks knows no fees. Not asked on regtest.
    @WithDefault("PT3H")
    Duration oldestTip();
  }

  /// Where blocks are, beside the database.
  interface Ipfs {
    /// RPC APIs of IPFS nodes that are to keep what this node writes, each with user and password
    /// where it asks for them, such as `http://user:password@127.0.0.1:5001`. A node that is new
    /// here is brought everything; one that is taken away keeps what it has.
    Optional<List<String>> urls();

    /// How long uploads wait for company, up to a thousand, until they are brought to the IPFS
    /// nodes and pinned together; meanwhile they are in the database. Longer means fewer pins,
    /// which are kept for good.
    @WithDefault("PT10M")
    Duration interval();

    /// Trustless gateways, asked in this order; another node of ours is one.
    Optional<List<URI>> gateways();
  }

  /// The broker between processes; without one, messages stay within the process.
  interface Rabbitmq {
    /// Address with user and password, such as `amqp://user:password@127.0.0.1:5672`; `amqps` for
    /// TLS. All processes of a node have the same.
    Optional<URI> url();

    /// What the names of exchange and queues begin with; without it, `poet.NETWORK.PREFIX`. Nodes
    /// that share a broker differ in it. After a change, what was in the old queues is published
    /// again as far as it is kept.
    Optional<String> prefix();

    /// How long messages are kept after they went to the broker, for the case that it loses them.
    /// Longer takes room in the database, about what the claims of that time take, twice.
    @WithDefault("P1D")
    Duration kept();
  }

  /// How the node tells what it does.
  interface Log {
    /// `json` for machines, `text` for people.
    @WithDefault("json")
    String format();
  }
}
