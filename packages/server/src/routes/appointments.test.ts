import { appoint, appointmentsOf } from '@shishu/store'
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

const TODAY = '2026-04-05'
const keeper = CAST.keeper!
const cast = { ...CAST, townsec: person('townsec', { role: 'security-administrator', orgUnit: TOWN }) }
const reason = '工作需要'

let on: TestServer
let now = new Date(`${TODAY}T02:00:00Z`)
const ids: Record<string, string> = {}
beforeAll(async () => {
  on = await startTestServer({ cast, clock: () => now, checksResponses: true })
})
afterAll(() => on?.stop())

let made = 0
async function newAccount(orgUnit = TOWN): Promise<string> {
  made += 1
  const asker = { account: null, ip: null }
  return (await on.services.accounts.createAccount({ name: `person${made}`, displayName: `人${made}`, orgUnit }, asker))
    .id
}

const wanted = (more: object = {}) => ({
  role: 'keeper',
  orgUnit: TOWN,
  office: 'desk',
  from: TODAY,
  until: null,
  reason,
  ...more,
})
const ask = async (who: string | null, more: object) =>
  on.ask(who, 'POST', '/api/appointments', { person: await newAccount(), ...wanted(more) })
const held = async (account: string) => (await appointmentsOf(on.book, account, TODAY)).map(({ role }) => role)

describe('appointing', () => {
  test.each([
    ['secadmin', TOWN, 201],
    ['secadmin', SECOND_TOWN, 201],
    ['townsec', TOWN, 201],
    ['townsec', SECOND_TOWN, 403],
    ['townsec', COUNTY, 403],
    ['sysadmin', TOWN, 403],
    ['auditor', TOWN, 403],
    ['librarian', TOWN, 403],
    ['idle', TOWN, 403],
    [null, TOWN, 401],
  ])('by %s at %s: %i', async (who, orgUnit, status) => {
    const account = await newAccount()
    const answer = await on.ask(who, 'POST', '/api/appointments', { person: account, ...wanted({ orgUnit }) })
    expect(answer.status, answer.text).toBe(status)
    expect(await held(account)).toEqual(status === 201 ? ['keeper'] : [])
  })

  test.each([
    [{ role: 'emperor' }, 'role.unknown'],
    [{ orgUnit: VILLAGE }, 'appointment.level'],
    [{ role: 'branch-clerk', office: null }, 'appointment.level'],
    [{ office: null }, 'appointment.office-needed'],
    [{ office: 'kitchen' }, 'office.unknown'],
    [{ office: 'constructor' }, 'office.unknown'],
    [{ role: 'librarian' }, 'appointment.no-office'],
    [{ orgUnit: '341899109000' }, 'org-unit.unknown'],
    [{ person: 'nobody-at-all' }, 'account.unknown'],
    [{ from: '2026-02-30' }, 'day.malformed'],
    [{ until: '2026-04-04' }, 'appointment.days'],
    [{ reason: '' }, 'request.malformed'],
    [{ grantedBy: 'somebody' }, 'request.malformed'],
    [{ person: 'account-secadmin' }, 'appointment.own'],
  ])('with %j is refused: %s', async (more, code) => {
    expect((await ask('secadmin', more)).body.code).toBe(code)
  })

  test('nobody who is disabled', async () => {
    const account = await newAccount()
    await on.services.accounts.disableAccount(account, { account: null, ip: null })
    expect((await ask('secadmin', { person: account })).body.code).toBe('account.disabled')
  })

  test('is recorded under whoever did it, for a reason', async () => {
    const account = await newAccount()
    await ask('secadmin', { person: account, reason: '接替老张' })
    expect(await appointmentsOf(on.book, account, TODAY)).toMatchObject([
      { role: 'keeper', grantedBy: 'secadmin', reason: '接替老张', delegatedFrom: null },
    ])
    expect(on.audited.at(-1)).toMatchObject({ act: 'appointments.manage', orgUnit: TOWN, reason: '接替老张' })
  })
})

describe('the three administrators are kept apart', () => {
  const administrator = { role: 'audit-administrator', office: null }
  test.each([
    ['a duty', {}, administrator, 'appointment.apart'],
    ['one of the three', administrator, {}, 'appointment.apart'],
    ['one of the three', administrator, { role: 'system-administrator', office: null }, 'appointment.apart'],
    ['one of the three elsewhere', { ...administrator, orgUnit: SECOND_TOWN }, {}, 'appointment.apart'],
    ['a duty to come', { from: '2026-05-01' }, administrator, 'appointment.apart'],
    ['a duty that ends before', { until: '2026-04-30' }, { ...administrator, from: '2026-05-01' }, 'done'],
    ['a duty', {}, { office: 'shelves' }, 'done'],
  ])('whoever holds %s %j is given %j: %s', async (_, first, second, expected) => {
    const account = await newAccount()
    expect((await ask('secadmin', { person: account, ...first })).status).toBe(201)
    const answer = await ask('secadmin', { person: account, ...second })
    expect(answer.status === 201 ? 'done' : answer.body.code).toBe(expected)
  })

  test('also when both are given at the same moment', async () => {
    const account = await newAccount()
    const both = [ask('secadmin', { person: account }), ask('secadmin', { person: account, ...administrator })]
    const answers = await Promise.all(both)
    expect(answers.filter(({ status }) => status === 201).length).toBeLessThan(2)
    expect((await held(account)).length).toBeLessThan(2)
  })
})

describe('ending an appointment', () => {
  test.each([
    ['secadmin', TOWN, 204],
    ['townsec', TOWN, 204],
    ['townsec', SECOND_TOWN, 404], // it does not see it
    ['sysadmin', TOWN, 403],
    ['librarian', TOWN, 403],
    [null, TOWN, 401],
  ])('by %s at %s: %i', async (who, orgUnit, status) => {
    const account = await newAccount()
    const { id } = (await ask('secadmin', { person: account, orgUnit })).body
    const answer = await on.ask(who, 'DELETE', `/api/appointments/${id}`, { reason: '调离' })
    expect(answer.status, answer.text).toBe(status)
    expect(await held(account)).toEqual(status === 204 ? [] : ['keeper'])
    if (status !== 204) return
    expect((await on.ask(who, 'DELETE', `/api/appointments/${id}`, { reason: '调离' })).status).toBe(409)
  })

  test('is not done to oneself, nor without a reason', async () => {
    const given = { role: 'security-administrator', orgUnit: COUNTY, office: null, from: TODAY, until: null }
    const id = await appoint(on.book, { person: 'account-secadmin', ...given, by: 'test', reason })
    const url = `/api/appointments/${id}`
    expect((await on.ask('secadmin', 'DELETE', url, { reason })).body.code).toBe('appointment.own')
    expect((await on.ask('secadmin', 'DELETE', url, {})).status).toBe(400)
    expect((await on.ask('secadmin', 'DELETE', '/api/appointments/1%20or%201=1', { reason })).status).toBe(400)
  })
})

describe('the list of appointments', () => {
  test.each([
    ['secadmin', COUNTY, 200],
    ['townsec', TOWN, 200],
    ['townsec', COUNTY, 403],
    ['sysadmin', TOWN, 403],
    ['keeper', TOWN, 403],
    [null, TOWN, 401],
  ])('%s of %s: %i', async (who, org, status) => {
    for (const path of ['/api/appointments', '/api/appointments/people']) {
      expect((await on.ask(who, 'GET', `${path}?org=${org}`)).status).toBe(status)
    }
  })

  test('says who holds what, and with “all” what is over or to come', async () => {
    const account = await newAccount(VILLAGE)
    const duty = { person: account, role: 'branch-clerk', orgUnit: VILLAGE, office: null }
    const { id } = (await ask('secadmin', duty)).body
    await ask('secadmin', { ...duty, from: '2026-08-01' })
    const listed = async (query: string) =>
      (await on.ask('townsec', 'GET', `/api/appointments?org=${VILLAGE}${query}`)).body.appointments
    expect(await listed('')).toMatchObject([
      { id, person: account, displayName: `人${made - 2}`, roleLabel: '分馆馆员', ended: null },
    ])
    expect(await listed('&all=true')).toHaveLength(2)
    await on.ask('townsec', 'DELETE', `/api/appointments/${id}`, { reason: '调离' })
    expect(await listed('')).toEqual([])
    expect((await listed('&all=true'))[0].ended).toMatchObject({ by: 'townsec', reason: '调离' })
  })
})

describe('passing a duty on', () => {
  const lend = async (who: string, more: { person: string; appointment?: string; until?: string }) =>
    on.ask(who, 'POST', '/api/delegations', { appointment: ids.keeper, until: '2026-05-01', reason: '出差', ...more })

  beforeAll(async () => {
    const given = { person: 'account-keeper', orgUnit: TOWN, from: '2026-01-01', by: 'test', reason }
    ids.keeper = await appoint(on.book, { ...given, role: 'keeper', office: 'desk', until: null })
    ids.ending = await appoint(on.book, { ...given, role: 'keeper', office: 'shelves', until: '2026-04-20' })
    const apart = { ...given, person: 'account-secadmin', office: null, until: null }
    ids.apart = await appoint(on.book, { ...apart, role: 'security-administrator' })
  })

  test('gives it to another from today until a day, and it can be taken back', async () => {
    const account = await newAccount(VILLAGE)
    const { status, body } = await lend('keeper', { person: account })
    expect(status).toBe(201)
    expect(await appointmentsOf(on.book, account, TODAY)).toMatchObject([
      { role: 'keeper', office: 'desk', orgUnit: TOWN, from: TODAY, until: '2026-05-01', grantedBy: 'keeper' },
    ])
    expect(await appointmentsOf(on.book, account, '2026-05-02')).toEqual([])
    const { delegations } = (await on.ask('keeper', 'GET', '/api/delegations')).body
    expect(delegations).toMatchObject([{ id: body.id, delegatedFrom: ids.keeper, person: account }])
    const url = `/api/delegations/${body.id}`
    expect((await on.ask('librarian', 'DELETE', url, { reason: '不给' })).status).toBe(404)
    expect((await on.ask('keeper', 'DELETE', url, { reason: '回来了' })).status).toBe(204)
    expect(await held(account)).toEqual([])
  })

  test.each([
    ['until yesterday', { until: '2026-04-04' }, 'delegation.until'],
    ['for 61 days', { until: '2026-06-05' }, 'delegation.until'],
    ['for 60 days', { until: '2026-06-04' }, 'done'],
    ['until no day', { until: '2026-04-31' }, 'day.malformed'],
    ['to nobody', { person: 'nobody-at-all' }, 'account.unknown'],
    ['another’s', { appointment: '0198a000-0000-7000-8000-000000000000' }, 'appointment.unknown'],
  ])('%s: %j %s', async (_, more, expected) => {
    const answer = await lend('keeper', { person: await newAccount(), ...more })
    expect(answer.status === 201 ? 'done' : answer.body.code, answer.text).toBe(expected)
  })

  test('not longer than one has it oneself', async () => {
    const account = await newAccount()
    const until = '2026-04-21'
    const answer = await lend('keeper', { person: account, appointment: ids.ending!, until })
    expect(answer.body).toMatchObject({ code: 'delegation.until', facts: { latest: '2026-04-20' } })
  })

  test.each([
    [OTHER_VILLAGE, 'done'],
    [COUNTY, 'done'],
    [SECOND_TOWN, 'delegation.person'],
  ])('to somebody of %s: %s', async (orgUnit, expected) => {
    const answer = await lend('keeper', { person: await newAccount(orgUnit) })
    expect(answer.status === 201 ? 'done' : answer.body.code).toBe(expected)
  })

  test('neither one of the three administrators’, nor to one of them', async () => {
    const to = await newAccount()
    expect((await lend('secadmin', { person: to, appointment: ids.apart! })).body.code).toBe('delegation.apart')
    await ask('secadmin', { person: to, role: 'audit-administrator', office: null })
    expect((await lend('keeper', { person: to })).body.code).toBe('appointment.apart')
  })

  test('not again, and it ends with the duty that it comes from', async () => {
    const [first, second] = [await newAccount(), await newAccount()]
    const source = (await ask('secadmin', { person: first })).body.id
    const identify = on.services.identify
    const actAs = (account: string) => {
      on.services.identify = async () => ({ ...keeper, account, name: account })
    }
    actAs(first)
    const { id } = (await lend('first', { person: second, appointment: source })).body
    actAs(second)
    const again = await lend('second', { person: await newAccount(), appointment: id })
    on.services.identify = identify
    expect(again.body.code).toBe('delegation.again')
    expect(await held(second)).toEqual(['keeper'])
    await on.ask('secadmin', 'DELETE', `/api/appointments/${source}`, { reason: '免职' })
    expect(await held(second)).toEqual([])
  })
})

test('the database refuses by itself what the API would let through', async () => {
  const open = await startTestServer({ cast, authorises: false })
  const asker = { account: null, ip: null }
  const { id } = await open.services.accounts.createAccount({ name: 'target', displayName: '人', orgUnit: TOWN }, asker)
  const appointment = { person: id, ...wanted({ from: '2026-01-01' }) }
  const place = { units: [{ code: '341899101012', name: '新村' }] }
  for (const [who, path, body] of [
    ['librarian', '/api/appointments', appointment],
    ['sysadmin', '/api/appointments', appointment],
    ['townsec', '/api/appointments', { ...appointment, orgUnit: SECOND_TOWN }],
    ['secadmin', '/api/org-units', place],
    ['keeper', '/api/org-units', place],
  ] as const) {
    const answer = await open.ask(who, 'POST', path, body)
    expect([who, path, answer.body.code]).toEqual([who, path, 'access.refused'])
  }
  expect(await appointmentsOf(open.book, id, TODAY)).toEqual([])
  const given = { person: id, role: 'keeper', orgUnit: TOWN, office: 'desk', from: '2026-01-01', until: null }
  const held = await appoint(open.book, { ...given, by: 'test', reason })
  for (const who of ['librarian', 'clerk']) {
    expect((await open.ask(who, 'DELETE', `/api/appointments/${held}`, { reason })).body.code).toBe(
      'appointment.unknown',
    )
  }
  expect(await appointmentsOf(open.book, id, TODAY)).toHaveLength(1)
  await open.stop()
})

test('roles say what they give', async () => {
  const { body } = await on.ask('idle', 'GET', '/api/roles')
  expect(body.roles.filter(({ apart }: { apart: boolean }) => apart)).toHaveLength(3)
  expect(body.roles).toContainEqual(
    expect.objectContaining({ id: 'keeper', office: true, levels: ['township', 'county'], duties: ['handler'] }),
  )
  expect(body.acts['entry.read']).toEqual({ zh: '查看条目', en: 'read entries' })
  expect((await on.ask(null, 'GET', '/api/roles')).status).toBe(401)
  now = new Date(`${TODAY}T03:00:00Z`)
})
