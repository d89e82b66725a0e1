package et.po.cli.verify;

import et.po.protocol.bitcoin.BlockHeader;
import et.po.protocol.proof.Receipt;
import java.util.Optional;

/// What a check without a network must leave open of the chain, and how to close it.
final class ChainHints {
  /// The target of regtest chains: half of all hashes meet it.
  private static final int NO_WORK = 0x207fffff;

  private ChainHints() {}

  static void say(Optional<Receipt> receipt, Optional<BlockHeader> header, Report report) {
    String height = report.when().getOrDefault("height", "HEIGHT").replaceAll(" .*", "");
    Optional<BlockHeader> block = header.or(() -> receipt.map(one -> one.block().header()));
    if (header.isEmpty()) {
      report.open(
          "whether the block is in Bitcoin's best chain: no header was given",
          "Ask a Bitcoin node that you trust: bitcoin-cli getblockheader $(bitcoin-cli getblockhash "
              + height
              + ") false, and give what it prints with --header.");
    } else {
      report.checked("the header is the one that you trust");
      report.open(
          "whether the header is in Bitcoin's best chain, at height "
              + height
              + ": you say so with --header",
          "bitcoin-cli getblockhash " + height + " must print " + header.get().hash() + ".");
    }
    block
        .filter(one -> one.bits() == NO_WORK)
        .ifPresent(one ->
            report.open(
                "anything about Bitcoin's real chain: this block is one of a regtest chain, which"
                    + " costs nothing to make",
                "Anchor on testnet or mainnet for a proof that is worth something to others."));
  }
}
