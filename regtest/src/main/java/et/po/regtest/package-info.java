/// A Bitcoin regtest chain with a wallet in one small process: real blocks and transactions,
/// validated by bitcoinj, behind the part of Bitcoin Core's JSON-RPC that the node and the stock
/// OpenTimestamps client use.
@NullMarked
package et.po.regtest;

import org.jspecify.annotations.NullMarked;
