// Checks a CAR with the stock libraries: `node check.js FILE.car EXPECTED.json`, the latter a map from
// paths under the root to the hex of what the files there hold. Prints counts, or fails with why.
import { createReadStream, readFileSync } from 'node:fs'
import { CarReader } from '@ipld/car'
import * as dagPb from '@ipld/dag-pb'
import { MemoryBlockstore } from 'blockstore-core'
import { exporter } from 'ipfs-unixfs-exporter'
import { sha256 } from 'multiformats/hashes/sha2'

const [car, expected] = process.argv.slice(2)
const reader = await CarReader.fromIterable(createReadStream(car))
const [root] = await reader.getRoots()
const blocks = new MemoryBlockstore()
let directories = 0
for await (const { cid, bytes } of reader.blocks()) {
  const digest = await sha256.digest(bytes)
  if (!Buffer.from(digest.digest).equals(Buffer.from(cid.multihash.digest))) throw new Error(`${cid} is not its bytes`)
  if (cid.code === dagPb.code) {
    // The encoder refuses what is not the one form of a node, so that this compares the bytes.
    if (!Buffer.from(dagPb.encode(dagPb.decode(bytes))).equals(Buffer.from(bytes))) throw new Error(`${cid} has another form`)
    directories++
  }
  await blocks.put(cid, bytes)
}
let files = 0
for (const [path, hex] of Object.entries(JSON.parse(readFileSync(expected, 'utf8')))) {
  const entry = await exporter(`${root}/${path}`, blocks)
  const parts = []
  for await (const part of entry.content()) parts.push(part)
  if (Buffer.concat(parts).toString('hex') !== hex) throw new Error(`${path} holds something else`)
  files++
}
console.log(`${directories} directories, ${files} files`)
