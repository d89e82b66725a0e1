package et.po.cli.verify;

import et.po.protocol.bitcoin.BlockHeader;
import java.util.Optional;

/// What a check without a network must leave open of the chain, and how to close it.
///
/// @param height of the block that the proofs name
/// @param trusted the header that was given, right or wrong
record ChainHints(long height, Optional<BlockHeader> trusted, Report report) {
  /// The target of regtest chains: half of all hashes meet it.
  private static final int NO_WORK = 0x207fffff;

  /// @param receipted the receipt's header
  void say(Optional<BlockHeader> receipted) {
    if (trusted.isEmpty()) {
      ask("no header was given");
    } else if (trusted.filter(this::isProven).isPresent()) {
      report.checked("the header is the one that you trust");
      report.open(
          "whether the header is in Bitcoin's best chain, at height "
              + height
              + ": you say so with --header",
          "bitcoin-cli getblockhash " + height + " must print " + trusted.get().hash() + ".");
    } else {
      ask("the one given with --header is not the header that the proof leads to");
    }
    trusted
        .filter(this::isProven)
        .or(() -> receipted)
        .filter(one -> one.bits() == NO_WORK)
        .ifPresent(_ ->
            report.open(
                "anything about Bitcoin's real chain: this block is one of a regtest chain, which"
                    + " costs nothing to make",
                "Anchor on testnet or mainnet for a proof that is worth something to others."));
  }

  private boolean isProven(BlockHeader header) {
    return !report.blames(Part.HEADER)
        && Optional.ofNullable(report.when().get("block"))
            .filter(Fact.of(header.hash())::equals)
            .isPresent();
  }

  private void ask(String because) {
    report.open(
        "whether the block is in Bitcoin's best chain: " + because,
        "Ask a Bitcoin node that you trust: bitcoin-cli getblockheader $(bitcoin-cli getblockhash "
            + height
            + ") false, and give what it prints with --header.");
  }
}
