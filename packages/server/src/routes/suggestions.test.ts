import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestServer, type TestServer, TOWN } from '../../test/server-fixture.ts'
import { addSuggestion } from '../suggestion/suggestion.ts'

const DAY_MS = 86_400_000
let now = new Date('2026-04-05T02:00:00Z')

let on: TestServer
beforeAll(async () => {
  on = await startTestServer({ clock: () => now, checksResponses: true })
})
afterAll(() => on?.stop())

const say = (who: string | null, text: string, kind = 'repeated-demand') =>
  on.ask(who, 'POST', '/api/suggestions', { kind, text })
const answer = (who: string, id: string, text = '已经合并成一张表') =>
  on.ask(who, 'PUT', `/api/suggestions/${id}/answer`, { answer: text })
const textsOf = (read: { body: { suggestions: { text: string }[] } }) => read.body.suggestions.map(({ text }) => text)
const received = async (who: string) => textsOf(await on.ask(who, 'GET', '/api/suggestions/received'))

describe('suggestions', () => {
  test('are said under one’s own name, seen by oneself, and by whoever answers at the place', async () => {
    const said = await say('clerk', '借书数每周要报两遍')
    expect(said.status, said.text).toBe(201)
    expect(said.body).toMatchObject({ kind: 'repeated-demand', orgUnit: '341899101001', answer: null })
    expect(textsOf(await on.ask('clerk', 'GET', '/api/suggestions'))).toEqual(['借书数每周要报两遍'])
    expect(textsOf(await on.ask('neighbour', 'GET', '/api/suggestions'))).toEqual([])
    const text = ['借书数每周要报两遍']
    const seen = { librarian: text, county: text, sysadmin: text, stranger: [], keeper: [], neighbour: [], auditor: [] }
    for (const [who, texts] of Object.entries(seen)) expect([who, await received(who)]).toEqual([who, texts])
  })

  test('are answered by those alone; the person reads the answer; what waits comes first', async () => {
    const { id } = (await say('clerk', '扫码慢', 'software')).body
    for (const who of ['clerk', 'keeper', 'stranger', 'auditor']) {
      expect((await answer(who, id)).body).toMatchObject({ code: 'suggestion.unknown' })
    }
    const answered = await answer('librarian', id)
    expect(answered.status, answered.text).toBe(200)
    const [own] = (await on.ask('clerk', 'GET', '/api/suggestions')).body.suggestions
    expect(own).toMatchObject({ id, answer: { text: '已经合并成一张表', at: now.toISOString() } })
    expect(await received('librarian')).toEqual(['借书数每周要报两遍', '扫码慢'])
    expect((await answer('sysadmin', id, '已换扫码枪')).body.answer.text).toBe('已换扫码枪')
    const line = on.audited.findLast(({ outcome, method }) => method === 'PUT' && outcome === 'done')
    expect(line).toMatchObject({ act: 'book.operate', orgUnit: '341899101001' })
  })

  test.each([
    ['empty', { kind: 'other', text: '' }],
    ['blank', { kind: 'other', text: ' \n ' }],
    ['a kind that is not there', { kind: 'praise', text: '好' }],
    ['too long', { kind: 'other', text: '长'.repeat(2001) }],
    ['anonymous', { kind: 'other', text: '好', person: null }],
  ])('refuses what is %s', async (_, body) => {
    expect((await on.ask('clerk', 'POST', '/api/suggestions', body)).body).toMatchObject({ code: 'request.malformed' })
  })

  test('keeps lines, and is told nothing by nobody', async () => {
    expect((await say('idle', '第一行\n第二行\t列')).body.text).toBe('第一行\n第二行\t列')
    expect((await say(null, '匿名')).status).toBe(401)
    expect((await on.ask(null, 'GET', '/api/suggestions')).status).toBe(401)
  })

  test('fifty a day, and more the day after', async () => {
    const said = { person: 'account-shelves', orgUnit: TOWN, kind: 'other' } as const
    for (let count = 0; count < 50; count += 1) {
      await addSuggestion(on.book.keeperPool, { ...said, text: `第 ${count} 条`, now })
    }
    expect((await say('shelves', '又一条')).body).toMatchObject({ code: 'suggestion.too-many' })
    now = new Date(now.getTime() + DAY_MS)
    expect((await say('shelves', '第二天')).status).toBe(201)
  })
})
