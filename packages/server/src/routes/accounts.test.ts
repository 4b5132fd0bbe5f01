import { definePack, defineRole } from '@shishu/kernel'
import { packLibrary } from '@shishu/pack-library'
import { appoint } from '@shishu/store'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  CAST,
  COUNTY,
  OTHER_VILLAGE,
  person,
  SECOND_TOWN,
  startTestServer,
  type TestServer,
  TOWN,
  VILLAGE,
} from '../../test/server-fixture.ts'

const registrar = defineRole({
  id: 'registrar',
  label: '账号管理员',
  gloss: 'keeps a unit’s accounts',
  levels: ['township'],
  office: false,
  ledgers: {},
  places: ['accounts.manage'],
  duties: [],
  source: 'a test',
})
const pack = definePack({ ...packLibrary, roles: [...packLibrary.roles, registrar] })
const cast = { ...CAST, registrar: person('registrar', { role: 'registrar', orgUnit: TOWN }) }

let on: TestServer
/** Accounts that things are done to, by login name. */
const ids: Record<string, string> = {}
beforeAll(async () => {
  on = await startTestServer({ cast, pack, checksResponses: true })
  for (const [name, orgUnit, role, at, office] of [
    ['villager', VILLAGE, 'branch-clerk', VILLAGE, null],
    ['newcomer', TOWN, null, TOWN, null],
    ['above', TOWN, 'librarian', COUNTY, null],
    ['soonabove', TOWN, 'librarian', COUNTY, null],
    ['foreigner', SECOND_TOWN, 'librarian', SECOND_TOWN, null],
    ['townaudit', TOWN, 'audit-administrator', TOWN, null],
    ['deskkeeper', TOWN, 'keeper', TOWN, 'desk'],
    ['shelfkeeper', TOWN, 'keeper', TOWN, 'shelves'],
    ['auditadmin', TOWN, null, TOWN, null],
  ] as const) {
    const { id } = await on.services.accounts.createAccount(
      { name, displayName: `人${name}`, orgUnit },
      { account: null, ip: null },
    )
    ids[name] = id
    const from = name === 'soonabove' ? '2090-01-01' : '2026-01-01'
    const given = { person: id, orgUnit: at, office, from, until: null, by: 'test', reason: '测试' }
    if (role !== null) await appoint(on.book, { ...given, role })
  }
})
afterAll(() => on?.stop())

const reason = '测试需要'
const nameOf = (answer: { accounts: { name: string }[] }) => answer.accounts.map(({ name }) => name)

describe('the list', () => {
  test.each([
    ['sysadmin', COUNTY, 200],
    ['sysadmin', TOWN, 200],
    ['registrar', TOWN, 200],
    ['registrar', VILLAGE, 200],
    ['registrar', COUNTY, 403],
    ['registrar', SECOND_TOWN, 403],
    ['secadmin', TOWN, 403],
    ['auditor', TOWN, 403],
    ['librarian', TOWN, 403],
    ['clerk', VILLAGE, 403],
    ['idle', TOWN, 403],
    [null, TOWN, 401],
  ])('%s of %s: %i', async (who, org, status) => {
    expect((await on.ask(who, 'GET', `/api/accounts?org=${org}`)).status).toBe(status)
  })

  test('holds the accounts of the place and below, by pages', async () => {
    const first = await on.ask('sysadmin', 'GET', `/api/accounts?org=${COUNTY}&limit=5`)
    const second = await on.ask('sysadmin', 'GET', `/api/accounts?org=${COUNTY}&limit=5&after=${first.body.next}`)
    expect([...nameOf(first.body), ...nameOf(second.body)]).toEqual(Object.keys(ids).sort())
    expect(second.body.next).toBeNull()
    expect(nameOf((await on.ask('registrar', 'GET', `/api/accounts?org=${VILLAGE}`)).body)).toEqual(['villager'])
    const found = await on.ask('registrar', 'GET', `/api/accounts?org=${TOWN}&text=%E4%BA%BAdesk`)
    expect(nameOf(found.body)).toEqual(['deskkeeper'])
    expect(JSON.stringify(first.body)).not.toMatch(/hash|secret"|token|argon/)
  })
})

test.each(['text=%00', 'after=%00', 'limit=0', 'limit=501', 'limit=ten', 'org=1', 'disabled=true'])(
  'a list with %s is malformed',
  async (query) => {
    const answer = await on.ask('sysadmin', 'GET', `/api/accounts?org=${TOWN}&${query}`)
    expect(answer.status, answer.text).toBe(400)
  },
)

test.each(["text=%27%20or%20'1'='1", 'text=%25', 'text=_', 'after=zzz%27--'])(
  'a list with %s finds none',
  async (query) => {
    const answer = await on.ask('sysadmin', 'GET', `/api/accounts?org=${TOWN}&${query}`)
    expect([answer.status, answer.body.accounts]).toEqual([200, []])
  },
)

describe('opening an account', () => {
  let made = 0
  test.each([
    ['sysadmin', TOWN, 201],
    ['sysadmin', OTHER_VILLAGE, 201],
    ['registrar', OTHER_VILLAGE, 201],
    ['registrar', COUNTY, 403],
    ['registrar', SECOND_TOWN, 403],
    ['secadmin', TOWN, 403],
    ['keeper', TOWN, 403],
    ['sysadmin', '341899109000', 404],
    ['sysadmin', '340000000000', 403],
    [null, TOWN, 401],
  ])('%s at %s: %i', async (who, orgUnit, status) => {
    made += 1
    const body = { name: `made${made}x`, displayName: '新人', orgUnit }
    const answer = await on.ask(who, 'POST', '/api/accounts', body)
    expect(answer.status, answer.text).toBe(status)
    const kept = await on.services.accounts.findAccountByName(body.name)
    expect(kept !== undefined).toBe(status === 201)
    if (status === 201) expect(answer.body.invitation.url).toMatch(/^http:\/\/localhost\/enrol\/[\w-]{43}$/)
  })

  test.each([
    [{ name: 'villager' }, 409],
    [{ name: 'A b' }, 422],
    [{ displayName: '' }, 400],
    [{ displayName: 'a\u202eb' }, 422],
    [{ password: 'Given-by-me 1' }, 400],
    [{ orgUnit: 'x' }, 400],
    [{ mustChangePassword: false }, 400],
  ])('with %j: %i', async (more, status) => {
    const body = { name: 'another1', displayName: '新人', orgUnit: TOWN, ...more }
    expect((await on.ask('sysadmin', 'POST', '/api/accounts', body)).status).toBe(status)
    expect(await on.services.accounts.findAccountByName('another1')).toBeUndefined()
  })
})

/** What is done to an account; whether it gives a way in. */
const DEEDS = [
  ['PATCH', '', { displayName: '改名' }, false],
  ['POST', '/disable', { reason }, false],
  ['POST', '/enable', { reason }, false],
  ['POST', '/password-reset', { how: 'one-time-password', reason }, true],
  ['POST', '/password-reset', { how: 'invitation', reason }, true],
  ['DELETE', '/second-factor', { reason }, true],
] as const

describe.each(DEEDS)('%s /api/accounts/…%s %j', (method, path, body, credentials) => {
  test.each([
    ['sysadmin', 'villager', 'done'],
    ['sysadmin', 'above', 'done'],
    ['sysadmin', 'foreigner', 'done'],
    ['sysadmin', 'townaudit', 'administrator'],
    ['sysadmin', 'auditadmin', 'administrator'],
    ['registrar', 'villager', 'done'],
    ['registrar', 'newcomer', 'done'],
    ['registrar', 'above', 'access.refused'],
    ['registrar', 'soonabove', 'access.refused'],
    ['registrar', 'foreigner', 'access.refused'],
    ['registrar', 'townaudit', 'access.refused'],
    ['registrar', 'auditadmin', 'access.refused'],
    ['secadmin', 'villager', 'access.refused'],
    ['auditor', 'villager', 'access.refused'],
    ['librarian', 'villager', 'access.refused'],
    ['idle', 'villager', 'access.refused'],
    [null, 'villager', 'session.needed'],
  ])('%s to %s: %s', async (who, target, expected) => {
    const answer = await on.ask(who, method, `/api/accounts/${ids[target]}${path}`, body)
    const outcome = answer.status < 300 ? 'done' : answer.body.code
    const administrator = credentials ? 'account.of-administrator' : 'done'
    expect(outcome, answer.text).toBe(expected === 'administrator' ? administrator : expected)
  })

  test('nobody to an account of their own, nor to one that there is not', async () => {
    const own = await on.services.accounts.findAccountByName('newcomer')
    const appointments = [{ role: 'registrar', orgUnit: TOWN, office: null, from: '2020-01-01', until: null }]
    const self = { ...cast.registrar, account: own!.id, appointments }
    const identify = on.services.identify
    on.services.identify = async () => self
    const answer = await on.ask('self', method, `/api/accounts/${own!.id}${path}`, body)
    on.services.identify = identify
    expect(answer).toMatchObject({ status: 403, body: { code: 'account.own' } })
    expect((await on.ask('sysadmin', method, `/api/accounts/no-such${path}`, body)).status).toBe(404)
    expect((await on.ask('sysadmin', method, `/api/accounts/no-such${path}`, { x: 1 })).status).toBe(400)
  })
})

test('an account is not moved to a place that is not one’s own', async () => {
  const url = `/api/accounts/${ids.newcomer}`
  expect((await on.ask('registrar', 'PATCH', url, { orgUnit: SECOND_TOWN })).status).toBe(403)
  expect((await on.ask('registrar', 'PATCH', url, { orgUnit: COUNTY })).status).toBe(403)
  expect((await on.ask('registrar', 'PATCH', url, {})).status).toBe(400)
  const moved = await on.ask('registrar', 'PATCH', url, { orgUnit: VILLAGE, secondFactorRequired: true })
  expect(moved.body).toMatchObject({ orgUnit: VILLAGE, secondFactorRequired: true })
})

test('the audit log says what was done to whom, where and why, and no secret', async () => {
  const reset = { how: 'one-time-password', reason: '忘记密码' }
  const { body } = await on.ask('registrar', 'POST', `/api/accounts/${ids.villager}/password-reset`, reset)
  const lines = on.audited.slice(-2)
  expect(lines).toMatchObject([
    { act: 'account.password-reset', person: 'account-registrar', details: { account: ids.villager } },
    { act: 'accounts.manage', orgUnit: VILLAGE, name: 'registrar', reason: '忘记密码', outcome: 'done' },
  ])
  expect(JSON.stringify(on.audited)).not.toContain(body.password)
})

describe('sessions of others', () => {
  test.each([
    ['secadmin', 'villager', 'done'],
    ['secadmin', 'townaudit', 'done'],
    ['sysadmin', 'villager', 'access.refused'],
    ['registrar', 'villager', 'access.refused'],
    ['librarian', 'villager', 'access.refused'],
    [null, 'villager', 'session.needed'],
  ])('%s sees and ends those of %s: %s', async (who, target, expected) => {
    const url = `/api/accounts/${ids[target]}/sessions`
    for (const answer of [await on.ask(who, 'GET', url), await on.ask(who, 'DELETE', url, { reason })]) {
      expect(answer.status < 300 ? 'done' : answer.body.code, answer.text).toBe(expected)
    }
  })
})

describe('to whom a case can be handed', () => {
  test('those who read the ledger there, by id and name alone', async () => {
    const { body } = await on.ask('keeper', 'GET', `/api/people?org=${VILLAGE}&ledger=loans`)
    const known = Object.fromEntries(Object.entries(ids).map(([name, id]) => [id, name]))
    const names = body.people.map(({ id }: { id: string }) => known[id])
    // The librarians of the county read everything; whoever keeps the shelves does not read loans.
    expect(names.sort()).toEqual(['above', 'deskkeeper', 'villager'])
    expect(Object.keys(body.people[0]).sort()).toEqual(['displayName', 'id'])
  })

  test.each([
    ['keeper', TOWN, 'loans', 200],
    ['keeper', SECOND_TOWN, 'loans', 403],
    ['keeper', TOWN, 'books', 403],
    ['clerk', VILLAGE, 'loans', 403],
    ['librarian', TOWN, 'loans', 403],
    ['sysadmin', TOWN, 'loans', 403],
    ['keeper', TOWN, 'nothing', 404],
    ['keeper', '341899101099', 'loans', 404],
    [null, TOWN, 'loans', 401],
  ])('%s asks at %s for %s: %i', async (who, org, ledger, status) => {
    expect((await on.ask(who, 'GET', `/api/people?org=${org}&ledger=${ledger}`)).status).toBe(status)
  })
})
