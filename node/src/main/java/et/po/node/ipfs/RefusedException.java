package et.po.node.ipfs;

import et.po.node.messaging.TryLaterException;

/// An IPFS node answers, and does not take one root; what it says of others is another matter.
final class RefusedException extends TryLaterException {
  RefusedException(String problem) {
    super(problem);
  }
}
