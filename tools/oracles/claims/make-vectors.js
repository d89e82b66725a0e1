// Reads claims, one JSON text a line, and writes those that differ in kind to a directory, each with
// what the original library makes of it: the shortest claim of each kind.
//
//   node make-vectors.js ../../../docs/protocol/vectors/claims-more < claims
'use strict'

const fs = require('fs')
const path = require('path')
const readline = require('readline')
const { answer } = require('./answer')

// What makes two claims the same kind: the checks, how the library failed, and what the texts have.
function kind (line, made) {
  const trait = [
    '"+002018', 'terms///x', '"creator"', ' -----BEGIN', '====', '"@version"', '"@reverse"', '"@vocab"', '"@base"', '"@graph"', '"@index"', '"@language"', '"@list"', '"@set"', 'E308', '\\u0000', '\\ud8'
  ].find(trait => line.includes(trait)) || ''
  const error = ((made.idError || '') + (made.signatureError || '')).replace(/"[^"]*"/g, 'X').slice(0, 60)
  return error ? error : JSON.stringify([made.checks, trait])
}

async function main () {
  const shortest = new Map()
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const made = await answer(line)
    const key = kind(line, made)
    if (!shortest.has(key) || shortest.get(key).line.length > line.length) shortest.set(key, { line, made })
  }
  const [directory] = process.argv.slice(2)
  fs.mkdirSync(directory, { recursive: true })
  let number = 0
  for (const { line, made } of [...shortest.values()]) {
    // The claim stays a text: a JSON writer would spell its numbers and escapes anew.
    const vector = {
      signed: line,
      canonical: made.canonical,
      id: made.id,
      signing: { documentCanonical: made.documentText, proofCanonical: made.proofText, signingInputBase64: made.signingInput },
      error: made.idError || made.signatureError,
      checks: made.checks,
      valid: made.checks.schema && made.checks.signature && made.checks.id
    }
    const name = String(++number).padStart(3, '0') + '.json'
    fs.writeFileSync(path.join(directory, name), JSON.stringify(vector, null, 2) + '\n')
  }
  console.log(`${number} vectors`)
}

main()
