// Does everything that the published client of Frost can do, and writes what each operation gave,
// one JSON text a line: {"operation", "result"}. Ends with 1 at the first that is rejected.
//
//   node work.js http://localhost:3000 writer@example.com
//
// Tokens come by mail, so Frost must show its mails at /dev/mailbox.
'use strict'

// The client brings its own; it was written before Node had any.
for (const name of ['fetch', 'Headers', 'Request', 'Response']) delete globalThis[name]

const http = require('http')
const { Frost } = require('@po.et/frost-client')

const [host, email] = process.argv.slice(2)
const [first, second, third] = ['Correct-Horse-7', 'Battery-Staple-8', 'Other-Password-9']

const frost = new Frost({ host, email, password: first, timeout: 30 })

const did = async (operation, promise) => {
  const result = await promise
  console.log(JSON.stringify({ operation, result }))
  return result
}

const mails = () => new Promise((resolve, reject) => {
  http.get(`${host}/dev/mailbox`, { headers: { Accept: 'application/json' } }, response => {
    let text = ''
    response.on('data', part => { text += part })
    response.on('end', () => resolve(JSON.parse(text)))
  }).on('error', reject)
})

// The token in the newest mail of a kind.
const mailed = async subject => {
  const mail = (await mails()).find(mail => mail.to === email && mail.subject === subject)
  if (!mail) throw new Error(`no mail to ${email} about ${subject}`)
  return mail.text.match(/[?]token=(\S+)/)[1]
}

// A node shows a work a moment after it took it.
const shown = async (ask, enough) => {
  const end = Date.now() + 30000
  for (;;) {
    const given = await ask().catch(text => text)
    if (enough(given) || Date.now() > end) return given
  }
}

async function main () {
  const { token } = await did('create', frost.create())
  await did('getProfile', frost.getProfile(token))
  await did('sendEmailVerifyAccount', frost.sendEmailVerifyAccount(token))
  await did('verifyAccount', frost.verifyAccount(await mailed('Po.et Verify account')))
  const session = (await did('login', frost.login())).token
  const { apiToken } = await did('createApiToken', frost.createApiToken(session))
  const live = (await did('createApiToken live', frost.createApiToken(session, 'live'))).apiToken
  await did('getApiTokens', frost.getApiTokens(session))
  const work = {
    name: 'The Raven </script>',
    datePublished: '2018-01-29T03:00:00.000Z',
    dateCreated: '2018-01-29T03:00:00.000Z',
    author: 'Edgar Allan Poe',
    tags: 'poem,raven',
    content: 'Once upon a <em>midnight dreary</em>, \u2028while I pondered'
  }
  const { workId } = await did('createWork', frost.createWork(apiToken, work))
  await did('createWork live', frost.createWork(live, { ...work, name: 'Lenore' }))
  await did('getWork', shown(() => frost.getWork(apiToken, workId), given => given.name))
  await did('getWorks', shown(() => frost.getWorks(apiToken), given => given.length === 2))
  await did('removeApiToken', frost.removeApiToken(session, apiToken))
  await did('rejected', frost.getWorks(apiToken).then(() => 'resolved', text => text))
  await did('changePassword', frost.changePassword(session, second, first))
  await did('login', frost.login(email, second))
  await did('sendEmailForgotPassword', frost.sendEmailForgotPassword())
  const reset = await mailed('Po.et Password Reset')
  await did('changePasswordWithToken', frost.changePasswordWithToken(reset, third))
  await did('login', frost.login(email, third))
}

main().then(
  () => process.exit(0),
  error => {
    console.error(error)
    process.exit(1)
  })
