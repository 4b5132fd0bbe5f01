import { type AuditAct, auditRow, type OpenBook, recordAudit, sealAudit } from '@shishu/store'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  CAST,
  COUNTY,
  person,
  SECOND_TOWN,
  SECOND_TOWN_VILLAGE,
  startTestServer,
  type TestServer,
  TOWN,
  VILLAGE,
} from '../../test/server-fixture.ts'

const NOW = '2026-04-05T02:00:00.000Z'
const FORMULA = "=cmd|' /C calc'!A0"

let on: TestServer
/** Lines that are on their way into the log. */
const writing: Promise<void>[] = []
const sinkInto = (book: OpenBook) => {
  const write = async (act: AuditAct) => recordAudit(book.keeperPool, [auditRow(act, book.clock())])
  return {
    note: (act: AuditAct) => void writing.push(write(act)),
    write,
    record: async () => undefined,
  }
}
const cast = { ...CAST, townauditor: person('townauditor', { role: 'audit-administrator', orgUnit: TOWN }) }

beforeAll(async () => {
  on = await startTestServer({
    cast,
    clock: () => new Date(NOW),
    checksResponses: true,
    services: (book) => ({ audit: sinkInto(book) }),
  })
  const { id: clerk } = await on.services.accounts.createAccount(
    { name: 'townclerk', displayName: '镇里的人', orgUnit: VILLAGE },
    { account: null, ip: null },
  )
  const line = (at: string, act: AuditAct) => recordAudit(on.book.keeperPool, [auditRow(act, new Date(at))])
  const read: AuditAct = { act: 'entry.read', outcome: 'done', person: 'account-clerk', name: 'clerk', ledger: 'loans' }
  await line('2026-03-01T15:59:00Z', { ...read, orgUnit: VILLAGE }) // 1 March, 23:59 in Beijing
  await line('2026-03-01T16:01:00Z', { ...read, orgUnit: VILLAGE, userAgent: FORMULA, reason: '核对' }) // 2 March
  await line('2026-03-02T16:01:00Z', {
    ...read,
    orgUnit: SECOND_TOWN_VILLAGE,
    outcome: 'refused',
    code: 'access.refused',
  })
  await line('2026-03-03T01:00:00Z', { act: 'account.signed-in', outcome: 'done', person: clerk, name: 'townclerk' })
  await line('2026-03-03T02:00:00Z', { act: 'account.sign-in-failed', outcome: 'refused', name: '' })
})
afterAll(() => on?.stop())

interface Line {
  act: string
  at: string
  orgUnit: string | null
  person: string | null
  name: string
}
const search = async (who: string, query: string) => {
  const answer = await on.ask(who, 'GET', `/api/audit?until=2026-03-31${query}`)
  expect(answer.status, answer.text).toBe(200)
  return answer.body.rows as Line[]
}
const march = (rows: Line[]) => rows.map(({ at, act }) => `${at.slice(5, 16)} ${act}`)

describe('the audit log', () => {
  test.each([
    // who            where          → status
    ['auditor', '', 200],
    ['auditor', COUNTY, 200],
    ['auditor', VILLAGE, 200],
    ['townauditor', '', 200],
    ['townauditor', TOWN, 200],
    ['townauditor', COUNTY, 403],
    ['townauditor', SECOND_TOWN, 403],
    ['sysadmin', '', 403],
    ['secadmin', COUNTY, 403],
    ['county', COUNTY, 403],
    ['librarian', TOWN, 403],
    ['clerk', VILLAGE, 403],
    ['idle', '', 403],
    [null, '', 401],
  ])('%s searches it, at %s: %i', async (who, org, status) => {
    const query = org === '' ? '' : `?org=${org}`
    for (const url of [`/api/audit${query}`, `/api/audit.csv${query}`]) {
      expect((await on.ask(who, 'GET', url)).status, url).toBe(status)
    }
  })

  test('an auditor of the whole book sees everything, the latest first', async () => {
    expect(march(await search('auditor', '&from=2026-03-01'))).toEqual([
      '03-03T02:00 account.sign-in-failed',
      '03-03T01:00 account.signed-in',
      '03-02T16:01 entry.read',
      '03-01T16:01 entry.read',
      '03-01T15:59 entry.read',
    ])
  })

  test('an auditor of one town sees its places, and what its people did that concerns no place', async () => {
    expect(march(await search('townauditor', '&from=2026-03-01'))).toEqual([
      '03-03T01:00 account.signed-in',
      '03-01T16:01 entry.read',
      '03-01T15:59 entry.read',
    ])
    const file = await on.ask('townauditor', 'GET', '/api/audit.csv?from=2026-03-01&until=2026-03-31')
    expect(file.text.trimEnd().split('\r\n')).toHaveLength(4)
    expect(file.text).not.toContain(SECOND_TOWN_VILLAGE)
  })

  test.each([
    // A day begins and ends in Beijing.
    ['&from=2026-03-02', 4],
    ['&from=2026-03-02&act=entry.read', 2],
    ['&outcome=refused', 2],
    ['&person=account-clerk', 3],
    [`&org=${VILLAGE}`, 2],
    ['&ledger=loans', 3],
    ['&ledger=visits', 0],
    ['&entry=01990000-0000-7000-8000-000000000000', 0],
    ['&from=2026-03-01T23:59&act=entry.read', 3],
  ])('by %s: %i', async (query, count) => {
    expect(await search('auditor', query)).toHaveLength(count)
  })

  test('page by page, as one list', async () => {
    const pages: Line[] = []
    let after = ''
    for (let page = 0; page < 5; page += 1) {
      const { body } = await on.ask('auditor', 'GET', `/api/audit?until=2026-03-31&limit=2${after}`)
      pages.push(...body.rows)
      if (body.next === null) break
      after = `&after=${body.next}`
    }
    expect(pages).toEqual(await search('auditor', ''))
  })

  test('reading the log is in the log', async () => {
    await on.ask('auditor', 'GET', `/api/audit?org=${TOWN}`)
    await Promise.all(writing)
    const { body } = await on.ask('auditor', 'GET', '/api/audit?from=2026-04-05&act=audit.read&limit=500')
    const lines = (body.rows as Line[]).filter(({ name, orgUnit }) => name === 'auditor' && orgUnit === TOWN)
    expect(lines.length).toBeGreaterThan(0)
  })

  test('as a file: no cell that computes', async () => {
    const file = await on.ask('auditor', 'GET', '/api/audit.csv?until=2026-03-31&act=entry.read')
    expect(file.headers['content-type']).toBe('text/csv; charset=utf-8')
    const lines = file.text.trimEnd().split('\r\n')
    expect(lines).toHaveLength(4)
    expect(file.text).toContain(`,'${FORMULA},`)
    expect(file.text).not.toContain(`,${FORMULA}`)
  })

  test.each([
    ['/api/audit?from=yesterday!!', 400],
    ['/api/audit?entry=x', 400],
    ['/api/audit?outcome=perhaps', 400],
    ['/api/audit?after=x', 400],
    ['/api/audit?limit=501', 400],
    ['/api/audit?sql=drop', 400],
    ['/api/audit.csv?after=x', 400],
    ['/api/audit?org=999', 400],
  ])('%s: %i', async (url, status) => {
    expect((await on.ask('auditor', 'GET', url)).status).toBe(status)
  })

  test('it is verified: whole, then with a line altered', async () => {
    const verify = (who: string) => on.ask(who, 'POST', '/api/audit/verification')
    await Promise.all(writing)
    await sealAudit(on.book)
    const whole = await verify('auditor')
    expect(whole.status, whole.text).toBe(200)
    expect([whole.body.findings, whole.body.seals > 0, whole.body.rows > 0]).toEqual([[], true, true])
    await on.book.asOwner((owner) => owner.query("update shishu.audit set name = 'nobody' where reason = '核对'"))
    const altered = await verify('auditor')
    expect(altered.body.findings).toMatchObject([{ what: 'altered', seal: 1 }])
    expect((await verify('sysadmin')).status).toBe(403)
  })
})
