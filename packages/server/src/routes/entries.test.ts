import { defineRole } from '@shishu/kernel'
import { packLibrary } from '@shishu/pack-library'
import { appoint } from '@shishu/store'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  CAST,
  OTHER_VILLAGE,
  person,
  startTestServer,
  type TestServer,
  TOWN,
  VILLAGE,
} from '../../test/server-fixture.ts'

/** Reads the whole town, and hands cases over in one village alone. */
const headOfOther = person(
  'head-of-other',
  { role: 'librarian', orgUnit: TOWN },
  { role: 'hander', orgUnit: OTHER_VILLAGE },
)
const HANDER = defineRole({
  id: 'hander',
  label: '移交员',
  gloss: 'who hands cases over',
  levels: ['village'],
  office: false,
  ledgers: { 'entry.read': 'all', 'entry.assign': 'all' },
  places: [],
  duties: [],
  source: 'made up',
})
const PACK = { ...packLibrary, roles: [...packLibrary.roles, HANDER] }

let on: TestServer
/** Somebody with an account who is a village's clerk. */
async function appointed(name: string, orgUnit: string): Promise<string> {
  const names = { name, displayName: name, orgUnit }
  const { id } = await on.services.accounts.createAccount(names, { account: null, ip: null })
  const held = { role: 'branch-clerk', orgUnit, office: null, from: '2026-01-01', until: null }
  await appoint(on.book, { person: id, ...held, by: 'secadmin', reason: '任职文件' })
  return id
}

const entries: Record<string, string> = {}
beforeAll(async () => {
  const clock = () => new Date('2026-04-05T02:00:00Z')
  on = await startTestServer({ clock, checksResponses: true, pack: PACK, cast: { ...CAST, headOfOther } })
  for (const [slip, orgUnit, lentOn] of [
    ['A-1', VILLAGE, '2026-02-02'],
    ['A-2', VILLAGE, '2026-03-20'],
    ['B-1', OTHER_VILLAGE, '2026-04-01'],
  ] as const) {
    const answer = await on.ask('keeper', 'POST', `/api/towns/${TOWN}/bookings`, {
      request: `request-${slip}`,
      changes: [{ kind: 'add', ledger: 'loans', orgUnit, values: { slip, reader: `读者${slip}`, lentOn } }],
    })
    entries[slip] = answer.body.versions[0].entry
  }
  await on.settled()
})
afterAll(() => on?.stop())

const get = (who: string | null, url: string) => on.ask(who, 'GET', url)
const entryUrl = (slip: string, rest = '') => `/api/towns/${TOWN}/ledgers/loans/entries/${entries[slip]}${rest}`
const slips = (body: { entries: { values: { slip: string } }[] }) => body.entries.map(({ values }) => values.slip)

describe('entries over HTTP', () => {
  test.each([
    ['keeper', ['B-1', 'A-2', 'A-1']],
    ['clerk', ['A-2', 'A-1']],
    ['neighbour', ['B-1']],
  ])('%s lists her own', async (who, expected) => {
    const { body } = await get(who, `/api/ledgers/loans/entries?org=${TOWN}&count=true`)
    expect(slips(body)).toEqual(expected)
    expect(body.count).toBe(expected.length)
    expect(body.entries[0].values.reader).toBe('＊＊')
  })

  test.each([['shelves'], ['stranger'], ['sysadmin'], ['idle']])('%s lists none', async (who) => {
    expect((await get(who, `/api/ledgers/loans/entries?org=${TOWN}`)).status).toBe(403)
  })

  test('filters, sorts and pages', async () => {
    const filter = encodeURIComponent(JSON.stringify([{ field: 'lentOn', from: '2026-02-01', until: '2026-04-01' }]))
    const url = `/api/ledgers/loans/entries?org=${TOWN}&filter=${filter}&sort=lentOn&limit=1`
    const first = await get('keeper', url)
    expect(slips(first.body)).toEqual(['A-1'])
    const second = await get('keeper', `${url}&after=${encodeURIComponent(first.body.next)}`)
    expect(slips(second.body)).toEqual(['A-2'])
    expect(second.body.next).toBeNull()
    const overdue = await get('keeper', `/api/ledgers/loans/entries?org=${TOWN}&state=lent&sort=-lentOn`)
    expect(slips(overdue.body)).toEqual(['B-1', 'A-2', 'A-1'])
    expect(overdue.body.entries[2]).toMatchObject({ state: 'lent', status: 'overdue' })
  })

  test.each([
    ['filter=%5B', 400],
    ['filter=%5B%7B%22field%22%3A%22reader%22%2C%22is%22%3A%22x%22%7D%5D', 422],
    ["filter=%5B%7B%22field%22%3A%22slip'--%22%2C%22is%22%3A1%7D%5D", 400],
    ['sort=reader', 422],
    ['limit=501', 400],
    ['after=abc', 422],
    ['state=nowhere', 422],
  ])('%s is refused with %i', async (query, status) => {
    const answer = await get('keeper', `/api/ledgers/loans/entries?org=${TOWN}&${query}`)
    expect(answer.status, answer.text).toBe(status)
  })

  test('one entry, with what the asker may do', async () => {
    const keeper = await get('keeper', entryUrl('A-1'))
    expect(keeper.body).toMatchObject({
      state: 'lent',
      clock: { status: 'overdue' },
      evidence: [],
      holder: null,
      may: { correct: true, withdraw: true, reveal: true, assign: true },
    })
    expect(keeper.body.steps.find((one: { step: string }) => one.step === 'return')).toMatchObject({ mine: true })
    const clerk = await get('clerk', entryUrl('A-1'))
    expect(clerk.body.may).toEqual({ correct: true, withdraw: false, reveal: true, assign: false })
    expect((await get('neighbour', entryUrl('A-1'))).status).toBe(404)
    expect((await get('clerk', entryUrl('A-1', '/history'))).body.versions).toHaveLength(1)
    expect((await get('neighbour', entryUrl('A-1', '/history'))).status).toBe(404)
  })

  test('a personal value is shown for a reason, and that is recorded', async () => {
    const ask = (who: string, slip: string, body: object) => on.ask(who, 'POST', entryUrl(slip, '/personal'), body)
    const shown = await ask('clerk', 'A-1', { fields: ['reader'], reason: '电话回访' })
    expect(shown).toMatchObject({ status: 200, body: { values: { reader: '读者A-1' } } })
    expect(shown.headers['cache-control']).toBe('no-store')
    expect(on.audited.find(({ act, details }) => act === 'entry.reveal' && details !== undefined)).toMatchObject({
      name: 'clerk',
      reason: '电话回访',
      details: { fields: 'reader' },
      entry: entries['A-1'],
    })
    const kept = await on.book.asOwner((owner) =>
      owner.query("select reason from shishu.audit where act = 'entry.reveal'"),
    )
    expect(kept.rows).toEqual([{ reason: '电话回访' }])
    expect((await ask('clerk', 'A-1', { fields: ['reader'] })).status).toBe(400)
    expect((await ask('clerk', 'A-1', { fields: ['slip'], reason: '看看' })).status).toBe(422)
    expect((await ask('neighbour', 'A-1', { fields: ['reader'], reason: '看看' })).status).toBe(404)
    expect((await ask('librarian', 'A-1', { fields: ['reader'], reason: '看看' })).status).toBe(403)
  })

  test('a stale change is answered with both sides, field by field', async () => {
    const correct = (values: object, request: string) =>
      on.ask('keeper', 'POST', `/api/towns/${TOWN}/bookings`, {
        request,
        changes: [{ kind: 'correct', ledger: 'loans', entry: entries['A-2'], expected: 1, values }],
      })
    expect((await correct({ lentOn: '2026-03-21' }, 'request-first')).status).toBe(201)
    const stale = await correct({ lentOn: '2026-03-22', damaged: true }, 'request-second')
    expect(stale).toMatchObject({
      status: 409,
      body: { code: 'entry.stale', detail: { expected: 1, current: 2, by: 'keeper' } },
    })
    expect(stale.body.detail.fields).toEqual([
      {
        field: 'lentOn',
        label: '借出日期',
        base: '2026-03-20',
        theirs: '2026-03-21',
        mine: '2026-03-22',
        conflicts: true,
      },
      { field: 'damaged', label: '破损', base: null, theirs: null, mine: true, conflicts: false },
    ])
  })

  test('a case is handed over, for a time', async () => {
    const hand = (who: string, body: object) => on.ask(who, 'POST', entryUrl('A-1', '/assignments'), body)
    const holder = await appointed('handedto', VILLAGE)
    const body = { holder, until: '2026-04-10', reason: '出差' }
    expect((await hand('clerk', body)).status).toBe(403)
    expect((await hand('keeper', body)).status).toBe(201)
    expect((await get('keeper', entryUrl('A-1'))).body.holder).toEqual({ person: holder, until: '2026-04-10' })
    // Only to whoever may read it, and only by whoever may hand over at its own place.
    for (const stranger of [await appointed('elsewhere', OTHER_VILLAGE), 'account-nobody']) {
      const refused = await hand('keeper', { ...body, holder: stranger })
      expect(refused).toMatchObject({ status: 422, body: { code: 'assignment.holder' } })
    }
    expect(await hand('headOfOther', { ...body, holder: null, until: null })).toMatchObject({ status: 403 })
    const own = await on.ask('headOfOther', 'POST', entryUrl('B-1', '/assignments'), {
      ...{ holder: null, until: null, reason: '交回' },
    })
    expect(own.status).toBe(201)
  })

  test('erasing takes the value away for good', async () => {
    const erase = (who: string) => on.ask(who, 'DELETE', entryUrl('B-1', '/personal'), { reason: '本人要求' })
    expect((await erase('neighbour')).status).toBe(403)
    expect((await erase('keeper')).body).toEqual({ erased: 1 })
    const shown = await on.ask('neighbour', 'POST', entryUrl('B-1', '/personal'), {
      fields: ['reader'],
      reason: '核对',
    })
    expect(shown.body.values.reader).toBe('（已删除）')
  })
})
