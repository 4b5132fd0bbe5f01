import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../../test/server-fixture.ts'
import { addNotices } from '../message/add-notices.ts'
import type { NewNotice } from '../message/notice.ts'

const NOW = new Date('2026-04-05T02:00:00Z')
const notice = (person: string, occasion: string): NewNotice => ({
  person: `account-${person}`,
  occasion,
  kind: 'webhook-disabled',
  about: null,
  zh: `${person} 的消息 ${occasion}`,
  en: `${occasion} for ${person}`,
})

let on: TestServer
beforeAll(async () => {
  on = await startTestServer({ clock: () => NOW, checksResponses: true })
  const tell = (notices: NewNotice[], at: Date) => addNotices(on.book.keeperPool, notices, { mailed: [], now: at })
  await tell([notice('clerk', 'first'), notice('keeper', 'hers')], new Date(NOW.getTime() - 60_000))
  await tell([notice('clerk', 'second')], NOW)
})
afterAll(() => on?.stop())

const wordsOf = (answer: { body: { messages: { en: string }[] } }) => answer.body.messages.map(({ en }) => en)
const idsOf = (answer: { body: { messages: { id: string }[] } }) => answer.body.messages.map(({ id }) => id)

describe('messages', () => {
  test('a person reads her own, the latest first, page by page', async () => {
    const all = await on.ask('clerk', 'GET', '/api/messages')
    expect(all.status, all.text).toBe(200)
    expect(wordsOf(all)).toEqual(['second for clerk', 'first for clerk'])
    const [latest] = idsOf(all)
    expect(wordsOf(await on.ask('clerk', 'GET', '/api/messages?limit=1'))).toEqual(['second for clerk'])
    expect(wordsOf(await on.ask('clerk', 'GET', `/api/messages?before=${latest}`))).toEqual(['first for clerk'])
    expect(wordsOf(await on.ask('idle', 'GET', '/api/messages'))).toEqual([])
    expect((await on.ask(null, 'GET', '/api/messages')).status).toBe(401)
  })

  test('another’s message is neither read on from nor marked as read', async () => {
    const [hers] = idsOf(await on.ask('keeper', 'GET', '/api/messages'))
    expect(wordsOf(await on.ask('clerk', 'GET', `/api/messages?before=${hers}`))).toEqual([])
    expect((await on.ask('clerk', 'POST', '/api/messages/read', { ids: [hers] })).status).toBe(204)
    expect(wordsOf(await on.ask('keeper', 'GET', '/api/messages?unread=true'))).toEqual(['hers for keeper'])
  })

  test('what is read is no longer unread: one, then all', async () => {
    const [latest] = idsOf(await on.ask('clerk', 'GET', '/api/messages'))
    expect((await on.ask('clerk', 'POST', '/api/messages/read', { ids: [latest] })).status).toBe(204)
    expect(wordsOf(await on.ask('clerk', 'GET', '/api/messages?unread=true'))).toEqual(['first for clerk'])
    expect((await on.ask('clerk', 'POST', '/api/messages/read', { ids: null })).status).toBe(204)
    expect(wordsOf(await on.ask('clerk', 'GET', '/api/messages?unread=true'))).toEqual([])
    expect(wordsOf(await on.ask('keeper', 'GET', '/api/messages?unread=true'))).toEqual(['hers for keeper'])
  })

  test.each([
    ['GET', '/api/messages?limit=0', undefined],
    ['GET', '/api/messages?before=x', undefined],
    ['GET', '/api/messages?person=account-keeper', undefined],
    ['POST', '/api/messages/read', {}],
    ['POST', '/api/messages/read', { ids: ['x'] }],
    ['POST', '/api/messages/read', { ids: null, person: 'account-keeper' }],
  ])('%s %s with %j is malformed', async (method, url, body) => {
    const answer = await on.ask('clerk', method, url, body)
    expect([answer.status, answer.body.code]).toEqual([400, 'request.malformed'])
  })
})

describe('where a person is told by mail', () => {
  const url = '/api/session/mail-address'

  test('it is set, read by its owner alone, and taken away', async () => {
    expect((await on.ask('clerk', 'GET', url)).body).toEqual({ address: null })
    const address = 'zhang.san+book@mail.example.gov.cn'
    expect((await on.ask('clerk', 'PUT', url, { address })).status).toBe(200)
    expect((await on.ask('clerk', 'GET', url)).body).toEqual({ address })
    expect((await on.ask('keeper', 'GET', url)).body).toEqual({ address: null })
    expect((await on.ask('clerk', 'PUT', url, { address: null })).body).toEqual({ address: null })
    expect((await on.ask('clerk', 'GET', url)).body).toEqual({ address: null })
    expect(on.audited.filter(({ route, outcome }) => route === url && outcome === 'done').length).toBeGreaterThan(0)
  })

  test.each([
    'nobody',
    'a@b',
    'a@b..cn',
    'a b@example.cn',
    'a@example.cn, b@example.cn',
    'a@example.cn\r\nBcc: b@example.cn',
    'a@example.cn\n',
    '"x"@example.cn',
    '<a@example.cn>',
    'a@-example.cn',
    'a@[127.0.0.1]',
    `${'a'.repeat(65)}@example.cn`,
    '',
  ])('%j is no address', async (address) => {
    const answer = await on.ask('clerk', 'PUT', url, { address })
    expect([answer.status, answer.body.code]).toEqual([400, 'request.malformed'])
  })
})
