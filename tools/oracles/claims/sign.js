// Signs a work with the original Po.et library, and writes the claim as one JSON text.
//
//   node sign.js 'a phrase that the key is made of'
'use strict'

// Today's Node has a global of this name, and the library would take it for the module.
delete globalThis.crypto

const poet = require('@po.et/poet-js')

async function main () {
  const { privateKey } = poet.generateED25519Base58Keys(process.argv[2])
  const issuer = poet.createIssuerFromPrivateKey(privateKey)
  const create = poet.configureCreateVerifiableClaim({ issuer })
  const sign = poet.getVerifiableClaimSigner().configureSignVerifiableClaim({ privateKey })
  const claim = await create({
    name: 'The Raven',
    author: 'Edgar Allan Poe',
    tags: 'poem',
    dateCreated: '2018-01-29T03:00:00.000Z',
    datePublished: '1845-01-29T03:00:00.000Z',
    archiveUrl: 'https://example.com/raven',
    hash: 'c2e4a4a5a9d8a0d3f3d0b6f4d3b5f0ad6e9b7fcd1f7f9c4c0b7d5d9f6f0e8d1a'
  })
  console.log(JSON.stringify(await sign(claim)))
}

main()
