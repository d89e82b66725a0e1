// Reads proofs, one JSON text a line with the members `ots`, `digest` and `header` in hex, and
// answers each with a line: `true` if the stock library finds that the proof leads from the digest
// to the header's merkle root, else `false` and why.
'use strict'

const readline = require('readline')
const { Context, DetachedTimestampFile, Notary, Utils } = require('opentimestamps')

function check ({ ots, digest, header }) {
  const context = new Context.StreamDeserialization(Utils.hexToBytes(ots))
  const file = DetachedTimestampFile.deserialize(context)
  if (Utils.bytesToHex(file.fileDigest()) !== digest) throw new Error('another digest')
  const merkleroot = Buffer.from(header, 'hex').subarray(36, 68).reverse().toString('hex')
  let found = false
  for (const [message, attestation] of file.timestamp.allAttestations()) {
    if (attestation instanceof Notary.BitcoinBlockHeaderAttestation) {
      attestation.verifyAgainstBlockheader([...message].reverse(), { merkleroot, time: 1 })
      found = true
    }
  }
  if (!found) throw new Error('no block is named')
}

async function main () {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    try {
      check(JSON.parse(line))
      console.log('true')
    } catch (error) {
      console.log(`false ${String(error.message || error).split('\n')[0]}`)
    }
  }
}

main()
