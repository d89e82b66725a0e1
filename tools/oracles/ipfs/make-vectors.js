// Writes vectors for IPFS: what the stock importers make of files of given sizes and content.
import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { CarWriter } from '@ipld/car'
import { importer } from 'ipfs-unixfs-importer'
import { balanced } from 'ipfs-unixfs-importer/layout'
import { fixedSize } from 'ipfs-unixfs-importer/chunker'
import onlyHash from 'ipfs-only-hash'

const [out] = process.argv.slice(2)
const chunk = 262144
const sizes = [
  0, 1, 11, 127, 128, 1000, 65536, chunk - 1, chunk, chunk + 1, 300 * 1024, 2 * chunk,
  1024 * 1024, 3 * chunk + 17, 5 * 1024 * 1024 - 1, 5 * 1024 * 1024,
  // Beyond 174 chunks the tree gets a second level.
  174 * chunk, 174 * chunk + 1, 176 * chunk + 5
]

/** SHA-256 of "<seed>/<n>" for n = 0, 1, 2 ..., concatenated and cut to size. */
function content (seed, size) {
  const bytes = Buffer.alloc(size)
  for (let at = 0, n = 0; at < size; at += 32, n++) {
    createHash('sha256').update(`${seed}/${n}`).digest().copy(bytes, at)
  }
  return bytes
}

const settings = {
  cidVersion: 0,
  rawLeaves: false,
  chunker: fixedSize({ chunkSize: chunk }),
  layout: balanced({ maxChildrenPerNode: 174 })
}

/** Imports entries; blocks are [cid, bytes] in the order written, each once. */
async function importAll (entries, options = {}) {
  const blocks = new Map()
  const store = {
    put: async (cid, bytes) => {
      blocks.set(cid.toString(), { cid, bytes })
      return cid
    }
  }
  let root
  for await (const entry of importer(entries, store, { ...settings, ...options })) root = entry
  return { root: root.cid, blocks: [...blocks.values()] }
}

const sha256 = bytes => createHash('sha256').update(bytes).digest('hex')

const files = []
for (const size of sizes) {
  const seed = `poet file ${size}`
  const bytes = content(seed, size)
  const { root, blocks } = await importAll([{ content: bytes }])
  // The older importer keeps the defaults of its time.
  const other = await onlyHash.of(bytes)
  if (other !== root.toString()) throw new Error(`${size}: ${root} and ${other} differ`)
  files.push({ size, seed, sha256: sha256(bytes), cid: other, blocks: blocks.length })
}

const directories = []
for (const names of [['a'], ['b', 'a'], ['0.json', '0.sha256', 'f.json'], ['ä', 'z', 'Z', 'zz'], ['d/x', 'd/a', 'e']]) {
  const entries = names.map(path => ({ path, content: Buffer.from(`content of ${path}`) }))
  const { root, blocks } = await importAll(entries, { wrapWithDirectory: true })
  const { bytes } = blocks.find(({ cid }) => cid.equals(root))
  directories.push({ files: names, cid: root.toString(), block: Buffer.from(bytes).toString('hex') })
}

// A CAR of one file, the root first and then its leaves, as the stock writer makes it.
const file = { seed: 'poet file 307200', size: 307200 }
const { root, blocks } = await importAll([{ content: content(file.seed, file.size) }])
const ordered = [...blocks.filter(b => b.cid.equals(root)), ...blocks.filter(b => !b.cid.equals(root))]
const { writer, out: stream } = CarWriter.create([root])
const parts = []
const collected = (async () => { for await (const part of stream) parts.push(part) })()
for (const { cid, bytes } of ordered) await writer.put({ cid, bytes })
await writer.close()
await collected
const bytes = Buffer.concat(parts)
const car = { ...file, root: root.toString(), blocks: ordered.map(({ cid }) => cid.toString()), length: bytes.length, sha256: sha256(bytes) }

mkdirSync(out, { recursive: true })
const write = (name, value) => writeFileSync(`${out}/${name}.json`, JSON.stringify(value, null, 2) + '\n')
write('files', files)
write('directories', directories)
write('car', car)
console.log(`${files.length} files, ${directories.length} directories, 1 CAR`)
