package et.po.node;

import et.po.node.database.Database;
import et.po.node.ipfs.BlockSource;
import et.po.node.ipfs.BlockStore;
import et.po.node.ipfs.GatewaySource;
import et.po.node.ipfs.IpfsNodes;
import et.po.node.ipfs.LayeredBlockStore;
import et.po.node.ipfs.NetworkSource;
import et.po.node.ipfs.NodePins;
import et.po.node.ipfs.OwnBlocks;
import et.po.node.ipfs.Pins;
import et.po.node.ipfs.PostgresBlockStore;
import et.po.node.works.ClaimFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where blocks are: the database, the operator's IPFS nodes if there are any, others.
///
/// @param own what this operator has
/// @param mended the same, and claim files that can be made anew
/// @param all what this operator has, and what others have
/// @param pins what the IPFS nodes are to keep
record BlockStores(BlockStore own, BlockStore mended, BlockStore all, Pins pins) {
  static BlockStores of(NodeSettings.Ipfs settings, Database database) {
    Optional<IpfsNodes> nodes = settings.urls().map(IpfsNodes::new);
    PostgresBlockStore kept = new PostgresBlockStore(database);
    BlockStore own = nodes.<BlockStore>map(n -> new OwnBlocks(kept, n)).orElse(kept);
    BlockStore mended = new LayeredBlockStore(own, new ClaimBlocks(new ClaimFiles(database)));
    List<BlockSource> others = new ArrayList<>();
    nodes.map(NetworkSource::new).ifPresent(others::add);
    settings.gateways().map(GatewaySource::new).ifPresent(others::add);
    return new BlockStores(
        own,
        mended,
        others.isEmpty() ? own : new LayeredBlockStore(own, others),
        nodes
            .<Pins>map(n -> new NodePins(database, n, mended, settings.interval()))
            .orElse(Pins.NONE));
  }
}
