import { COUNTRY } from '@shishu/kernel'
import { appointmentsSince, endAppointment } from '@shishu/store'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { COUNTY, TOWN } from '../../test/server-fixture.ts'
import { prepareAdministrators } from '../serve/first-start.ts'
import { type SessionServer, startSessionServer, todayOn } from './browser.fixture.ts'

let on: SessionServer
beforeAll(async () => {
  on = await startSessionServer()
})
afterAll(() => on?.stop())

test('from the console’s links to the first booking', async () => {
  const [system, security, audit] = [
    await on.signedIn('sysadmin'),
    await on.signedIn('secadmin'),
    await on.signedIn('auditadmin'),
  ]
  const acts = async (its: typeof system) => (await its.send('GET', '/api/session')).body.person.acts
  expect(await acts(system)).toEqual(['accounts.manage', 'org-units.manage', 'channels.manage', 'book.operate'])
  expect(await acts(security)).toEqual(['appointments.manage', 'sessions.manage'])
  expect(await acts(audit)).toEqual(['audit.read'])
  expect((await system.send('GET', '/api/session')).body.person.appointments).toMatchObject([
    { roleLabel: '系统管理员', orgUnit: { code: COUNTRY, name: '全国' } },
  ])

  // The system administrator opens the account; only its link is known, and only to whoever is given it.
  const wanted = { name: 'zhangwei', displayName: '张伟', orgUnit: TOWN, secondFactorRequired: false }
  const opened = await system.send('POST', '/api/accounts', wanted)
  expect(opened.status).toBe(201)
  const { account, invitation } = opened.body
  expect((await on.enrol(invitation.url.split('/').at(-1))).status).toBe(201)
  const clerk = await on.signedIn('zhangwei')
  const booking = {
    request: 'first-booking',
    changes: [
      { kind: 'add', ledger: 'loans', orgUnit: TOWN, values: { slip: 'A-1', reader: '读者', lentOn: '2026-04-01' } },
    ],
  }
  const book = () => clerk.send('POST', `/api/towns/${TOWN}/bookings`, booking)
  expect((await book()).status).toBe(403) // an account is no duty

  // Each of the three has one power and none of the others'.
  const duty = { person: account.id, role: 'keeper', orgUnit: TOWN, office: 'desk', from: todayOn(on), until: null }
  const appointment = { ...duty, reason: '到岗' }
  for (const its of [system, audit, clerk]) {
    expect((await its.send('POST', '/api/appointments', appointment)).status).toBe(403)
  }
  expect((await security.send('POST', '/api/accounts', { ...wanted, name: 'another' })).status).toBe(403)
  const own = (await security.send('GET', '/api/session')).body.person.id
  const self = { ...appointment, person: own, role: 'librarian', office: null }
  expect((await security.send('POST', '/api/appointments', self)).body.code).toBe('appointment.own')
  const { body: found } = await security.send('GET', `/api/appointments/people?org=${COUNTY}&text=zhang`)
  expect(found.people).toEqual([{ id: account.id, displayName: '张伟' }])

  // From the next request on, the duty counts; and when it ends, it no longer does.
  const given = await security.send('POST', '/api/appointments', appointment)
  expect(given.status).toBe(201)
  expect((await book()).status).toBe(201)
  const ended = await security.send('DELETE', `/api/appointments/${given.body.id}`, { reason: '调离' })
  expect(ended.status).toBe(204)
  expect((await book()).status).toBe(403)

  // Nobody signs in as another of the three.
  const secadmin = await on.services.accounts.findAccountByName('secadmin')
  const reset = { how: 'one-time-password', reason: '试试' }
  const tried = await system.send('POST', `/api/accounts/${secadmin!.id}/password-reset`, reset)
  expect(tried.body.code).toBe('account.of-administrator')
  // A session that somebody else ends is over at once.
  expect((await security.send('DELETE', `/api/accounts/${account.id}/sessions`, { reason: '调离' })).status).toBe(204)
  expect((await clerk.send('GET', '/api/session')).body.person).toBeNull()
})

test('starting again gives no dismissed administrator the role back', async () => {
  const { id } = (await on.services.accounts.findAccountByName('auditadmin'))!
  const held = () => appointmentsSince(on.book, id, '2020-01-01')
  expect(await held()).toHaveLength(1)
  for (const one of await held()) await endAppointment(on.book, { id: one.id, by: 'secadmin', reason: '另有任用' })
  expect(await prepareAdministrators(on.book, on.services.accounts)).toEqual([])
  expect(await held()).toEqual([])
})
