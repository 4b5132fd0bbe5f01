import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  ENGINES,
  handClock,
  OTHER_VILLAGE,
  SECOND_TOWN,
  type TestBook,
  type TestServer,
  TOWN,
} from '../../test/book-fixture.ts'
import { bookOf, loan, put, putOne, refusalOf } from '../../test/bookings.ts'
import { sealJournal } from '../journal/seal.ts'
import { ERASED } from './draft-version.ts'
import { MASKED } from './entry-history.ts'
import { erasePersonal } from './erase-personal.ts'
import { readEntry } from './read-entry.ts'
import { type Revealed, revealPersonal } from './reveal-personal.ts'
import { staleComparison } from './stale-comparison.ts'

const NOBODY = '01900000-0000-7000-8000-000000000000'

describe.each(ENGINES)('$name', ({ missing, start }) => {
  describe.skipIf(missing !== null)('one entry', () => {
    let server: TestServer
    let on: TestBook
    const clock = handClock('2026-03-10T02:00:00Z') // a Tuesday
    const read = (entry: string, more = {}) => readEntry(on.book, TOWN, 'loans', entry, more)
    beforeAll(async () => {
      server = await start()
      on = await server.newBook({ clock: clock.now })
    })
    afterAll(() => server?.stop())

    test('says what can be done next, and what a step still needs', async () => {
      const out = await read(await putOne(on.book, loan('R-1', { lentOn: '2026-03-02' })))
      expect(out.steps.map(({ step, to, toLabel, needs, refusal }) => [step, to, toLabel, needs, refusal])).toEqual([
        ['renew', 'lent', '在借', [], null],
        ['return', 'returned', '待验', [], null],
        ['lose', 'lost', '挂失', [], null],
      ])
      const entry = await putOne(on.book, loan('R-3', { lentOn: '2026-03-02' }))
      const taken = { step: 'return', on: '2026-03-09', by: '王' }
      await put(on.book, [{ kind: 'step', ledger: 'loans', entry, taken }], { reason: '读者归还' })
      const returned = await read(entry)
      expect(returned).toMatchObject({ version: 2, state: 'returned', reason: '读者归还' })
      expect(returned.steps).toHaveLength(1)
      expect(returned.steps[0]).toMatchObject({
        step: 'check',
        day: 'checkedOn',
        needs: [{ field: 'damaged', label: '破损' }],
        refusal: { code: 'loop.step-needs' },
      })
      await put(on.book, [{ kind: 'correct', ledger: 'loans', entry, values: { damaged: false } }])
      expect((await read(entry, { by: '张' })).steps[0]!.refusal).toBeNull()
      expect((await read(entry, { by: '王' })).steps[0]!.refusal).toMatchObject({ code: 'loop.same-person' })
    })

    test('a step that would come before the last one is not for today', async () => {
      const entry = await putOne(on.book, loan('R-4', { lentOn: '2026-03-20' }))
      const codes = (await read(entry)).steps.map(({ refusal }) => refusal?.code)
      expect(new Set(codes)).toEqual(new Set(['loop.step-too-early']))
    })

    test('shows its way as a timeline, with the working days left', async () => {
      const values = { lentOn: '2026-01-05', renewedOn: '2026-02-01', returnedOn: '2026-03-09' }
      const { timeline, clock: running } = await read(await putOne(on.book, loan('R-5', values)))
      expect(timeline.steps.map(({ label, on: day, stateLabel }) => [label, day, stateLabel])).toEqual([
        ['借出日期', '2026-01-05', '在借'],
        ['续借', '2026-02-01', '在借'],
        ['归还', '2026-03-09', '待验'],
      ])
      expect(timeline.stays).toEqual([
        // 4 February and a month; returned five days later, so overdue on 5–8 March
        {
          state: 'lent',
          label: '在借',
          from: '2026-01-05',
          until: '2026-03-09',
          days: 63,
          due: '2026-03-04',
          lateDays: 4,
        },
        { state: 'returned', label: '待验', from: '2026-03-09', until: null, days: 1, due: '2026-03-12', lateDays: 0 },
      ])
      expect(running).toMatchObject({ state: 'returned', since: '2026-03-09', due: '2026-03-12', workingDaysLeft: 2 })
      const late = await read(await putOne(on.book, loan('R-6', { lentOn: '2026-01-05' })))
      expect(late.clock).toMatchObject({ due: '2026-02-04', status: 'overdue' })
      expect(late.clock!.workingDaysLeft).toBeLessThan(0)
      expect(late.timeline.stays[0]!.lateDays).toBe(33) // 5 February to 9 March
    })

    test('as of a moment it reads as it stood, and offers nothing', async () => {
      const entry = await putOne(on.book, loan('R-7', { lentOn: '2026-03-02' }))
      expect(await refusalOf(read(entry, { asOf: clock.now().toISOString() }))).toBe('entry.unknown') // not sealed yet
      await sealJournal(on.book, Number(`${TOWN}000`))
      const then = clock.tick()
      clock.tick(1000)
      await put(on.book, [{ kind: 'withdraw', ledger: 'loans', entry }])
      expect(await read(entry)).toMatchObject({ version: 2, withdrawn: true, state: null, clock: null, steps: [] })
      expect(await read(entry, { asOf: then })).toMatchObject({
        version: 1,
        withdrawn: false,
        state: 'lent',
        steps: [],
      })
    })

    test.each(['', "x' or 1=1", NOBODY])('an entry %j is unknown', async (entry) => {
      expect(await refusalOf(read(entry))).toBe('entry.unknown')
    })

    test('an entry is unknown in another town, and in another ledger', async () => {
      const entry = await putOne(on.book, loan('R-8', { lentOn: '2026-03-02' }))
      expect(await refusalOf(readEntry(on.book, SECOND_TOWN, 'loans', entry))).toBe('entry.unknown')
      expect(await refusalOf(readEntry(on.book, TOWN, 'books', entry))).toBe('entry.unknown')
    })

    test('a stale correction is set beside what was booked meanwhile', async () => {
      const entry = await putOne(on.book, bookOf('S-1', { title: '旧名', price: 100 }))
      const theirs = { title: '他们的名', subject: 'science', boughtOn: '2026-01-06' }
      await put(on.book, [{ kind: 'correct', ledger: 'books', entry, orgUnit: OTHER_VILLAGE, values: theirs }], {
        by: '钱',
      })
      const mine = { title: '我的名', subject: 'science', price: 200 }
      const stale = put(on.book, [{ kind: 'correct', ledger: 'books', entry, expected: 1, values: mine }])
      await expect(stale).rejects.toMatchObject({
        code: 'entry.stale',
        facts: { ledgerId: 'books', entry, expected: 1, current: 2 },
      })
      const found = await staleComparison(on.book, TOWN, 'books', entry, 1, mine)
      expect(found).toMatchObject({ expected: 1, current: 2, by: '钱' })
      expect(found.fields).toEqual([
        { field: 'title', label: '书名', base: '旧名', theirs: '他们的名', mine: '我的名', conflicts: true },
        { field: 'subject', label: '类别', base: 'novel', theirs: 'science', mine: 'science', conflicts: false },
        {
          field: 'boughtOn',
          label: '入藏日期',
          base: '2026-01-05',
          theirs: '2026-01-06',
          mine: '2026-01-05',
          conflicts: false,
        },
        { field: 'price', label: '定价', base: 100, theirs: 100, mine: 200, conflicts: false },
      ])
      expect(found.theirs.orgUnit).toEqual({ was: '341899101001', is: OTHER_VILLAGE })
      expect(found.theirs.fields.map(({ field }) => field)).toEqual(['title', 'subject', 'boughtOn'])
      expect([found.theirs.track, found.theirs.withdrawn]).toEqual([null, null])
      expect(await refusalOf(staleComparison(on.book, TOWN, 'books', entry, 9, mine))).toBe('entry.version-unknown')
    })

    test('of personal values a comparison tells only that they differ', async () => {
      const entry = await putOne(on.book, loan('S-2', { reader: '司马甲', lentOn: '2026-03-02' }))
      await put(on.book, [{ kind: 'correct', ledger: 'loans', entry, values: { reader: '司马乙' } }])
      await put(on.book, [
        { kind: 'step', ledger: 'loans', entry, taken: { step: 'lose', on: '2026-03-05', by: null } },
      ])
      const found = await staleComparison(on.book, TOWN, 'loans', entry, 1, { reader: '司马丙' })
      expect(found.fields[0]).toEqual({
        field: 'reader',
        label: '读者',
        base: MASKED,
        theirs: MASKED,
        mine: MASKED,
        conflicts: true,
      })
      expect(found.theirs.track).toEqual({ was: [], is: [{ step: 'lose', on: '2026-03-05', by: null }] })
      const untouched = await staleComparison(on.book, TOWN, 'loans', entry, 1, { reader: MASKED })
      expect(untouched.fields[0]).toMatchObject({ field: 'reader', conflicts: false })
      expect(JSON.stringify([found, untouched])).not.toContain('司马')
    })

    test('a personal value is revealed for a reason, in the transaction that records it', async () => {
      const entry = await putOne(on.book, loan('P-1', { reader: '欧阳某', lentOn: '2026-03-02' }))
      const request = { town: TOWN, ledger: 'loans', entry, fields: ['reader'], by: '王', reason: ' 电话回访 ' }
      const records: Revealed[] = []
      const shown = await revealPersonal(on.book, request, async (client, revealed) => {
        await client.query('select 1')
        records.push(revealed)
      })
      expect(shown).toEqual({ version: 1, values: { reader: '欧阳某' } })
      expect(records).toEqual([{ ...request, reason: '电话回访', version: 1 }])
      const failing = revealPersonal(on.book, request, async () => {
        throw new Error('the record was not written')
      })
      await expect(failing).rejects.toThrow('the record was not written')
      await erasePersonal(on.book, { town: TOWN, ledger: 'loans', entry, by: '王', reason: '保存期满' })
      const erased = await revealPersonal(on.book, request, async () => undefined)
      expect(erased.values).toEqual({ reader: ERASED })
    })

    test.each([
      [{ reason: '' }, 'reason.needed'],
      [{ reason: '  ' }, 'reason.needed'],
      [{ reason: 'x'.repeat(501) }, 'reason.needed'],
      [{ fields: ['slip'] }, 'reveal.not-personal'],
      [{ fields: ['author'] }, 'field.unknown'],
      [{ fields: ['constructor'] }, 'field.unknown'],
      [{ entry: NOBODY }, 'entry.unknown'],
    ])('a revealing with %j is refused and not recorded: %s', async (more, code) => {
      const entry = await putOne(on.book, loan(`P-${Math.random()}`.slice(0, 19), { lentOn: '2026-03-02' }))
      const request = { town: TOWN, ledger: 'loans', entry, fields: ['reader'], by: '王', reason: '回访', ...more }
      let recorded = 0
      const work = revealPersonal(on.book, request, async () => {
        recorded += 1
      })
      expect([await refusalOf(work), recorded]).toEqual([code, 0])
    })
  })
})
