import { codeKey } from '@shishu/kernel'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  COUNTY,
  ENGINES,
  handClock,
  SECOND_TOWN,
  type TestBook,
  type TestServer,
  TOWN,
  VILLAGE,
} from '../../test/book-fixture.ts'
import { verifyBook } from '../journal/verify-book.ts'
import { inTransaction } from '../sql/transaction.ts'
import { anchorAudit } from './anchor-audit.ts'
import { type AuditAct, type AuditRow, auditRow } from './audit-row.ts'
import { AuditWriter } from './audit-writer.ts'
import { pruneAudit } from './prune-audit.ts'
import { type Queryable, recordAudit } from './record-audit.ts'
import { sealAudit } from './seal-audit.ts'
import { type AuditQuery, searchAudit } from './search-audit.ts'
import { verifyAudit } from './verify-audit.ts'

const READ: AuditAct = { act: 'entry.read', outcome: 'done', person: 'u-1', name: '李四', orgUnit: VILLAGE }

let server: TestServer
beforeAll(async () => {
  server = await ENGINES[0]!.start()
})
afterAll(() => server?.stop())

/** A book whose log holds rows of three seals, and rows that wait. */
async function sealedBook() {
  const clock = handClock('2026-03-02T01:00:00Z')
  const on = await server.newBook({ clock: clock.now })
  const rows: AuditRow[] = []
  for (let seal = 1; seal <= 3; seal += 1) {
    const some = [1, 2, 3].map((number) => {
      clock.tick()
      return auditRow({ ...READ, details: { seal, number } }, clock.now())
    })
    await recordAudit(on.book.keeperPool, some)
    await sealAudit(on.book)
    rows.push(...some)
  }
  return { ...on, clock, rows }
}

const everything = (on: TestBook, query: Partial<AuditQuery> = {}) =>
  searchAudit(on.book, { limit: 500, ...query }).then(({ rows }) => rows)

/** What the database says to a statement of the application: `done`, or the code of its refusal. */
async function attempt(on: TestBook, sql: string): Promise<string | undefined> {
  return on.book.keeperPool.query(sql).then(
    () => 'done',
    async (error: { code?: string }) => {
      await on.book.keeperPool.query('rollback')
      return error.code
    },
  )
}

describe('a row', () => {
  test('is kept with the change that it tells of, or neither is', async () => {
    const on = await server.newBook()
    const row = auditRow({ ...READ, act: 'entry.correct' }, new Date())
    const change = (fails: boolean) =>
      inTransaction(on.book.keeperPool, async (client) => {
        await recordAudit(client, [row])
        if (fails) throw new Error('the change was refused')
      })
    await expect(change(true)).rejects.toThrow('refused')
    expect(await everything(on)).toEqual([])
    await change(false)
    expect(await everything(on)).toEqual([row])
  })

  test('is kept in a person’s transaction, who can neither read nor change what is there', async () => {
    const on = await server.newBook()
    const row = auditRow({ ...READ, act: 'entry.correct' }, new Date())
    await inTransaction(on.book.keeperPool, async (client) => {
      await client.query('set local role shishu_member')
      await recordAudit(client, [row])
    })
    expect(await everything(on)).toEqual([row])
    for (const sql of [
      'select name from shishu.audit',
      'delete from shishu.audit',
      'select id from shishu.audit_pending',
    ]) {
      expect(await attempt(on, `begin; set local role shishu_member; ${sql}; rollback`)).toBe('42501')
    }
  })

  test('that is recorded twice is kept once', async () => {
    const on = await server.newBook()
    const row = auditRow(READ, new Date())
    await recordAudit(on.book.keeperPool, [row])
    await recordAudit(on.book.keeperPool, [row])
    expect(await everything(on)).toEqual([row])
    expect(await verifyAudit(on.book)).toMatchObject({ waiting: 1, findings: [] })
  })

  test('can be stored whatever the request held, and is read back as it was sealed', async () => {
    const on = await server.newBook()
    const text = fc.string({ unit: 'binary', maxLength: 300 })
    await fc.assert(
      fc.asyncProperty(text, text, fc.dictionary(text, fc.oneof(text, fc.double(), fc.boolean())), async (...given) => {
        const [name, reason, details] = given
        const act: AuditAct = { ...READ, name, reason, details, userAgent: reason, ip: name, entry: name, ledger: name }
        const row = auditRow({ ...act, orgUnit: reason, route: name }, new Date())
        await recordAudit(on.book.keeperPool, [row])
        const [stored] = await everything(on, { limit: 1 })
        expect(stored).toEqual(row)
      }),
      { numRuns: 100 },
    )
    await sealAudit(on.book)
    expect(await verifyAudit(on.book)).toMatchObject({ waiting: 0, findings: [] })
  })

  test('holds no identity or mobile number and nothing that breaks a line', () => {
    const row = auditRow(
      {
        ...READ,
        reason: '核对 11010519491231002X 的\n电话13800138000\u001b[31m',
        userAgent: 'curl\r\nSet-Cookie: a=b',
        details: { code: '341899101001001', file: '\u202e13800138000' },
        ip: '::1; drop table',
      },
      new Date(),
    )
    expect(row).toMatchObject({
      reason: '核对 … 的 电话… [31m',
      userAgent: 'curl Set-Cookie: a=b',
      details: { code: '341899101001001', file: '…' },
      ip: null,
      town: codeKey(TOWN),
      orgUnit: codeKey(VILLAGE),
    })
  })
})

describe('rights', () => {
  test.each([
    'select name from shishu.audit',
    "update shishu.audit set name = ''",
    'delete from shishu.audit',
    'truncate shishu.audit',
    'update shishu.audit_seal set seal = seal',
    'delete from shishu.audit_seal',
    "select shishu.prune_audit('2020-01-01', 'x')",
  ])('the application cannot: %s', async (sql) => {
    const on = await server.newBook()
    expect(await attempt(on, sql)).toBe('42501')
  })

  test.each([
    ["insert into shishu.audit_pending values ('01890000-0000-7000-8000-000000000000')", '42501'],
    ['delete from shishu.audit', '42501'],
    ['select from shishu.batch', '42501'],
    ['select count(*) from shishu.audit', 'done'],
  ])('the auditor’s role: %s → %s', async (sql, outcome) => {
    const on = await server.newBook()
    expect(await attempt(on, `begin; set local role shishu_auditor; ${sql}; rollback`)).toBe(outcome)
  })
})

describe('verifyAudit', () => {
  test('finds nothing in a log that nobody touched, and says where it stands', async () => {
    const on = await sealedBook()
    await recordAudit(on.book.keeperPool, [auditRow(READ, on.clock.now())])
    expect(await verifyAudit(on.book)).toEqual({
      seals: 3,
      rows: 9,
      waiting: 1,
      pruned: 0,
      head: { seq: 3, seal: expect.stringMatching(/^[0-9a-f]{64}$/) },
      findings: [],
    })
  })

  test.each([
    ['a name', "update shishu.audit set name = '王五' where id = $1", 'altered', 2],
    ['a detail', `update shishu.audit set details = '{"seal":2}' where id = $1`, 'altered', 2],
    ['an instant by a millisecond', "update shishu.audit set at = at + interval '1 ms' where id = $1", 'altered', 2],
    ['a row that is gone', 'delete from shishu.audit where id = $1', 'missing', 2],
    [
      'a row that is gone, and its place in the seal with it',
      `with gone as (delete from shishu.audit where id = $1 returning id)
       update shishu.audit_seal set ids = array_remove(ids, gone.id) from gone where gone.id = any(ids)`,
      'seal',
      2,
    ],
  ] as const)('finds %s', async (_, sql, what, seal) => {
    const on = await sealedBook()
    const row = on.rows[4]!.id
    await on.asOwner(sql, [row])
    const { findings } = await verifyAudit(on.book)
    expect(findings[0]).toEqual({ what, seal, row: what === 'seal' ? null : row })
  })

  test('finds a row inserted later, and one that went through the queue with an old instant', async () => {
    const on = await sealedBook()
    const round = auditRow(READ, new Date('2026-03-02T01:00:00.500Z'))
    await recordAudit(on.book.keeperPool, [round])
    await on.asOwner('delete from shishu.audit_pending where id = $1', [round.id])
    expect((await verifyAudit(on.book)).findings).toEqual([{ what: 'inserted', seal: null, row: round.id }])
    await on.asOwner('delete from shishu.audit where id = $1', [round.id])
    const late = auditRow(READ, new Date('2026-03-01T20:00:00Z'))
    await recordAudit(on.book.keeperPool, [late])
    await sealAudit(on.book)
    expect((await verifyAudit(on.book)).findings).toEqual([{ what: 'late', seal: 4, row: late.id }])
  })

  test('finds a seal altered, a seal taken out, and rows pruned before their time', async () => {
    const altered = await sealedBook()
    await altered.asOwner("update shishu.audit_seal set sealed_at = sealed_at - interval '1 ms' where seq = 2")
    expect((await verifyAudit(altered.book)).findings).toEqual([{ what: 'seal', seal: 2, row: null }])
    const out = await sealedBook()
    await out.asOwner(
      'delete from shishu.audit where id = any((select ids from shishu.audit_seal where seq = 2)::uuid[])',
    )
    await out.asOwner('delete from shishu.audit_seal where seq = 2')
    expect((await verifyAudit(out.book)).findings).toEqual([{ what: 'seal', seal: 3, row: null }])
    const pruned = await sealedBook()
    await pruned.asOwner(
      'delete from shishu.audit where id = any((select ids from shishu.audit_seal where seq = 1)::uuid[])',
    )
    await pruned.asOwner("update shishu.audit_seal set ids = '{}', row_digests = '', pruned_at = now() where seq = 1")
    expect((await verifyAudit(pruned.book)).findings).toEqual([{ what: 'pruned', seal: 1, row: null }])
  })

  test('finds a log that was written anew, by the head that a journal holds', async () => {
    const on = await sealedBook()
    expect(await anchorAudit(on.book, { orgUnit: VILLAGE, by: '系统' })).toBe(true)
    expect(await anchorAudit(on.book, { orgUnit: VILLAGE, by: '系统' })).toBe(false)
    on.clock.set('2026-03-03T01:00:00Z')
    expect(await anchorAudit(on.book, { orgUnit: VILLAGE, by: '系统' })).toBe(true)
    expect((await verifyBook(on.book)).map(({ town, position }) => [town, position])).toEqual([[codeKey(TOWN), 2]])
    expect((await verifyAudit(on.book)).findings).toEqual([])
    await on.asOwner('delete from shishu.audit')
    await on.asOwner('delete from shishu.audit_seal')
    await recordAudit(on.book.keeperPool, on.rows.slice(1))
    await sealAudit(on.book)
    expect((await verifyAudit(on.book)).findings).toEqual([{ what: 'anchor', seal: 3, row: null }])
  })

  test('a row that commits after later ones were sealed is in the next seal', async () => {
    const on = await sealedBook()
    const early = auditRow(READ, on.clock.now())
    const open = await on.book.keeperPool.connect()
    await open.query('begin')
    await recordAudit(open, [early])
    on.clock.tick()
    await recordAudit(on.book.keeperPool, [auditRow(READ, on.clock.now())])
    await sealAudit(on.book)
    await open.query('commit')
    open.release()
    const head = await sealAudit(on.book)
    expect(head.seq).toBe(5)
    expect(await verifyAudit(on.book)).toMatchObject({ seals: 5, rows: 11, waiting: 0, findings: [] })
  })

  test('two sealers at once make one chain', async () => {
    const on = await sealedBook()
    await recordAudit(
      on.book.keeperPool,
      Array.from({ length: 300 }, () => auditRow(READ, on.clock.now())),
    )
    await Promise.all([1, 2, 3, 4].map(() => sealAudit(on.book)))
    expect(await verifyAudit(on.book)).toMatchObject({ seals: 4, rows: 309, waiting: 0, findings: [] })
  })
})

describe('pruneAudit', () => {
  test('removes what is past its term, keeps the rest verifiable, and is itself recorded', async () => {
    // The database's own clock is what the six months are counted by.
    const now = Date.now()
    const clock = handClock(new Date(now - 400 * 86_400_000).toISOString())
    const on = await server.newBook({ clock: clock.now })
    for (const daysAgo of [400, 300, 1]) {
      clock.set(new Date(now - daysAgo * 86_400_000).toISOString())
      await recordAudit(on.book.keeperPool, [auditRow({ ...READ, details: { daysAgo } }, clock.now())])
      await sealAudit(on.book)
    }
    clock.set(new Date(now).toISOString())
    expect(await pruneAudit(on.book, { months: 12, by: '系统' })).toBe(1)
    expect(await pruneAudit(on.book, { months: 12, by: '系统' })).toBe(0)
    const kept = await everything(on)
    expect(kept.map(({ act, details }) => details.daysAgo ?? act)).toEqual(['audit.prune', 1, 300])
    expect(await verifyAudit(on.book)).toMatchObject({ seals: 3, pruned: 1, rows: 2, findings: [] })
  })

  test('never less than six months, whoever asks', async () => {
    const on = await sealedBook()
    await expect(pruneAudit(on.book, { months: 5, by: '系统' })).rejects.toMatchObject({ code: 'audit.term-too-short' })
    const asked = on.asOwner("select shishu.prune_audit(now() - interval '5 months', 'x')")
    await expect(asked).rejects.toThrow('six months')
    expect(await everything(on)).toHaveLength(9)
  })
})

describe('searchAudit', () => {
  test('finds by instant, person, act, place, ledger, entry and outcome', async () => {
    const on = await server.newBook()
    const entry = '01890000-0000-7000-8000-000000000001'
    const acts: (AuditAct & { at: string })[] = [
      { ...READ, at: '2026-03-01T00:00:00.000Z', details: { n: 1 } },
      { ...READ, at: '2026-03-02T00:00:00.000Z', orgUnit: TOWN, ledger: 'loans', entry, details: { n: 2 } },
      { ...READ, at: '2026-03-03T00:00:00.000Z', orgUnit: SECOND_TOWN, person: 'u-2', details: { n: 3 } },
      { ...READ, at: '2026-03-04T00:00:00.000Z', act: 'session.open', outcome: 'refused', details: { n: 4 } },
    ]
    await recordAudit(
      on.book.keeperPool,
      acts.map(({ at, ...act }) => auditRow(act, new Date(at))),
    )
    const numbers = async (query: Partial<AuditQuery>) => (await everything(on, query)).map(({ details }) => details.n)
    expect(await numbers({})).toEqual([4, 3, 2, 1])
    expect(await numbers({ from: '2026-03-02T00:00:00Z', until: '2026-03-04T00:00:00Z' })).toEqual([3, 2])
    expect(await numbers({ person: 'u-2' })).toEqual([3])
    expect(await numbers({ act: 'session.open' })).toEqual([4])
    expect(await numbers({ orgUnit: TOWN })).toEqual([4, 2, 1])
    expect(await numbers({ orgUnit: COUNTY })).toEqual([4, 3, 2, 1])
    expect(await numbers({ ledger: 'loans', entry })).toEqual([2])
    expect(await numbers({ outcome: 'refused' })).toEqual([4])
    expect(await numbers({ person: "' or true --" })).toEqual([])
  })

  test('pages by the last row, also within one millisecond and while rows arrive', async () => {
    const on = await server.newBook()
    const at = new Date('2026-03-01T00:00:00Z')
    const rows = Array.from({ length: 25 }, () => auditRow(READ, at))
    await recordAudit(on.book.keeperPool, rows)
    const seen: string[] = []
    let after: string | null | undefined
    do {
      const page = await searchAudit(on.book, { limit: 10, ...(after && { after }) })
      seen.push(...page.rows.map(({ id }) => id))
      after = page.next
      await recordAudit(on.book.keeperPool, [auditRow(READ, new Date('2026-03-05T00:00:00Z'))])
    } while (after !== null)
    expect(seen).toEqual(
      rows
        .map(({ id }) => id)
        .sort()
        .reverse(),
    )
    const malformed = searchAudit(on.book, { limit: 1, after: 'xyz' })
    await expect(malformed).rejects.toMatchObject({ code: 'audit.cursor-malformed' })
  })
})

describe('AuditWriter', () => {
  test('writes what was added together, soon, and at the stop', async () => {
    const on = await server.newBook()
    let statements = 0
    const counted: Queryable = {
      query: (statement) => {
        statements += 1
        return on.book.keeperPool.query(statement)
      },
    }
    const writer = new AuditWriter(counted, { everyMs: 20 })
    for (let n = 0; n < 50; n += 1) writer.add(auditRow(READ, new Date()))
    expect(writer.waiting).toBe(50)
    await expect.poll(() => writer.waiting).toBe(0)
    expect(statements).toBe(1)
    for (let n = 0; n < 250; n += 1) writer.add(auditRow(READ, new Date()))
    await writer.stop()
    expect(await everything(on)).toHaveLength(300)
    expect(statements).toBe(4)
    expect(() => writer.add(auditRow(READ, new Date()))).toThrow('audit.unwritten')
  })

  test('keep resolves when the row is there, without waiting for the others’ turn', async () => {
    const on = await server.newBook()
    const writer = new AuditWriter(on.book.keeperPool, { everyMs: 60_000 })
    const row = auditRow({ ...READ, act: 'personal.unmask' }, new Date())
    await writer.keep(row)
    expect(await everything(on)).toEqual([row])
    await writer.stop()
  })

  test('while the database refuses: reads of personal values fail, others wait up to the bound, nothing is lost', async () => {
    const on = await server.newBook()
    await on.asOwner('alter table shishu.audit rename to audit_away')
    const failures: Error[] = []
    const writer = new AuditWriter(on.book.keeperPool, {
      everyMs: 10,
      most: 3,
      onFailure: (error) => failures.push(error),
    })
    const rows = [1, 2, 3].map((n) => auditRow({ ...READ, details: { n } }, new Date()))
    for (const row of rows.slice(0, 2)) writer.add(row)
    await expect(writer.keep(auditRow(READ, new Date()))).rejects.toMatchObject({ code: 'audit.unwritten' })
    writer.add(rows[2]!)
    expect(() => writer.add(auditRow(READ, new Date()))).toThrow('audit.unwritten')
    expect(failures.length).toBeGreaterThan(0)
    await on.asOwner('alter table shishu.audit_away rename to audit')
    await expect.poll(() => writer.waiting).toBe(0)
    expect((await everything(on)).map(({ details }) => details.n)).toEqual([3, 2, 1])
    await writer.stop()
  })

  test('a stop that cannot write says how many rows are lost', async () => {
    const on = await server.newBook()
    await on.asOwner('drop table shishu.audit')
    const writer = new AuditWriter(on.book.keeperPool)
    writer.add(auditRow(READ, new Date()))
    await expect(writer.stop()).rejects.toMatchObject({ code: 'audit.unwritten', facts: { detail: '1' } })
  })
})
