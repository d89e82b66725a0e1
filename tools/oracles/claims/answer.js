// Reads claims, one JSON text a line, and answers each with what the original Po.et library makes
// of it, one JSON text a line: canonical text, id, the texts and bytes that are signed, and the
// three checks. Where the library throws, its message stands in the answer's `...Error`.
'use strict'

const readline = require('readline')

// Today's Node has a global of this name, and the library would take it for the module.
delete globalThis.crypto

// Contexts and keys elsewhere are never fetched: the library's loader is cut off first.
const jsonld = require('jsonld')
const refused = (url, callback) => {
  const error = new Error(`would fetch ${url}`)
  if (!callback) return Promise.reject(error)
  callback(error)
}
jsonld.documentLoaders.node = () => refused
jsonld.documentLoader = refused

const LinkedDataSignature = require('jsonld-signatures/lib/suites/LinkedDataSignature')
const Ed25519Signature2018 = require('jsonld-signatures/lib/suites/Ed25519Signature2018')
const RsaSignature2018 = require('jsonld-signatures/lib/suites/RsaSignature2018')
const loading = require('@po.et/poet-js/dist/babel/src/util/DataDocumentLoader')
const poet = require('@po.et/poet-js')

// Where a key's URI holds no JSON, the library throws past its own callback and never answers:
// such a signature counts as not verified.
const { dataDocumentLoader } = loading
loading.dataDocumentLoader = (url, callback) => dataDocumentLoader(url, callback).catch(callback)

const { isValidSignature } = poet.getVerifiableClaimSigner()

let seen

// Notes what the library hands from step to step, and changes nothing.
const noting = (prototype, name, note) => {
  const original = prototype[name]
  prototype[name] = async function (...args) {
    const result = await original.apply(this, args)
    note(result, args)
    return result
  }
}
noting(LinkedDataSignature.prototype, 'canonize', (text, [, options]) => {
  seen[options.skipExpansion ? 'documentText' : 'proofText'] = text
})
for (const suite of [Ed25519Signature2018, RsaSignature2018]) {
  const verifyProofNode = suite.prototype.verifyProofNode
  suite.prototype.verifyProofNode = function (verifyData, proof, options) {
    if (typeof proof.jws === 'string') {
      const head = Buffer.from(proof.jws.split('.')[0] + '.', 'utf8')
      const hashes = Buffer.from(verifyData.data, verifyData.encoding)
      seen.signingInput = Buffer.concat([head, hashes]).toString('base64')
    }
    return verifyProofNode.call(this, verifyData, proof, options)
  }
}

// The text that is hashed for the id is not handed out, so it is caught on the way.
const canonize = jsonld.canonize
jsonld.canonize = async (...args) => {
  const text = await canonize(...args)
  seen.canonical = text
  return text
}

const message = error => String((error && error.message) || error)

async function answer (line) {
  seen = {}
  const checks = {}
  const claim = JSON.parse(line)
  try {
    seen.id = await poet.generateClaimId(claim)
    checks.id = claim !== null && seen.id === claim.id
  } catch (error) {
    seen.idError = message(error)
    checks.id = false
  }
  try {
    checks.schema = poet.isSignedVerifiableClaim(claim)
  } catch (error) {
    seen.schemaError = message(error)
    checks.schema = false
  }
  try {
    // The library changes what it is given.
    checks.signature = await isValidSignature(JSON.parse(line))
  } catch (error) {
    seen.signatureError = message(error)
    checks.signature = false
  }
  return { ...seen, checks }
}

async function main () {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    process.stdout.write(JSON.stringify(await answer(line)) + '\n')
  }
}

module.exports = { answer }

if (require.main === module) main()
