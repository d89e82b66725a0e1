"""As check.js, with the stock Python library."""
import json
import sys

from bitcoin.core import CBlockHeader
from opentimestamps.core.notary import BitcoinBlockHeaderAttestation
from opentimestamps.core.serialize import BytesDeserializationContext
from opentimestamps.core.timestamp import DetachedTimestampFile


def check(proof):
    context = BytesDeserializationContext(bytes.fromhex(proof["ots"]))
    file = DetachedTimestampFile.deserialize(context)
    if file.file_digest.hex() != proof["digest"]:
        raise ValueError("another digest")
    header = CBlockHeader.deserialize(bytes.fromhex(proof["header"]))
    found = False
    for message, attestation in file.timestamp.all_attestations():
        if isinstance(attestation, BitcoinBlockHeaderAttestation):
            attestation.verify_against_blockheader(message, header)
            found = True
    if not found:
        raise ValueError("no block is named")


for line in sys.stdin:
    try:
        check(json.loads(line))
        print("true")
    except Exception as error:
        print("false", type(error).__name__)
