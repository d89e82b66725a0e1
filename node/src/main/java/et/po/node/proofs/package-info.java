/// Proofs that people can check without us, made of what the chain and the batches say.
@NullMarked
package et.po.node.proofs;

import org.jspecify.annotations.NullMarked;
