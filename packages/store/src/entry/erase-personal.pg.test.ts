import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { codeKey, parsePeriod } from '@shishu/kernel'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ENGINES, type TestBook, type TestServer, TOWN } from '../../test/book-fixture.ts'
import { loan, put, putOne, refusalOf } from '../../test/bookings.ts'
import { checkBook } from '../book/check-book.ts'
import { explainFigure } from '../figure/explain.ts'
import { computeFigures } from '../figure/figures.ts'
import { exportBook, verifyExport } from '../journal/export-book.ts'
import { sealJournal } from '../journal/seal.ts'
import { verifyBook } from '../journal/verify-book.ts'
import { ERASED } from './draft-version.ts'
import { erasePersonal } from './erase-personal.ts'

const NAMES = ['欧阳无此人', '司马改过名', '别人']
const FIGURES = ['loans-out', 'loans-overdue', 'in-time-rate']

describe.each(ENGINES)('$name', ({ missing, start }) => {
  describe.skipIf(missing !== null)('personal values', () => {
    let server: TestServer
    let on: TestBook
    const folder = mkdtempSync(join(tmpdir(), 'shishu-erase-'))
    beforeAll(async () => {
      server = await start()
      on = await server.newBook()
    })
    afterAll(async () => {
      await server?.stop()
      rmSync(folder, { recursive: true, force: true })
    })

    /** The tables in which a text stands in any row. */
    const tablesWith = async (words: string) => {
      const tables = await on.asOwner(
        "select table_name as name from information_schema.tables where table_schema = 'shishu'",
      )
      const found: string[] = []
      for (const { name } of tables) {
        const rows = await on.asOwner(
          `select from shishu.${name} as t where to_jsonb(t)::text like '%' || $1 || '%' limit 1`,
          [words],
        )
        if (rows.length > 0) found.push(String(name))
      }
      return found.sort()
    }
    const figures = async () => {
      const computed = await computeFigures(
        on.book,
        { orgUnit: TOWN, period: parsePeriod('2026-H1'), asOf: null },
        FIGURES,
      )
      return FIGURES.map((id) => computed.get(id)!.value)
    }

    test('invariant 10: an erased value is nowhere, no seal breaks and no figure changes', async () => {
      const { book } = on
      const entry = await putOne(book, loan('J-1', { reader: NAMES[0]!, lentOn: '2026-03-02' }))
      await put(book, [{ kind: 'correct', ledger: 'loans', entry, values: { reader: NAMES[1]! } }])
      await put(book, [{ kind: 'step', ledger: 'loans', entry, taken: { step: 'return', on: '2026-03-20', by: null } }])
      await put(book, [loan('J-2', { reader: NAMES[2]!, lentOn: '2026-03-02' })])
      for (const name of NAMES) expect(await tablesWith(name)).toEqual(['vault'])
      const sealed = await sealJournal(book, codeKey(TOWN))
      const before = await figures()

      const erased = await erasePersonal(book, { town: TOWN, ledger: 'loans', entry, by: '王', reason: '保存期满' })
      expect(erased).toBe(2)
      expect(await tablesWith(NAMES[0]!)).toEqual([])
      expect(await tablesWith(NAMES[1]!)).toEqual([])
      expect(await tablesWith(NAMES[2]!)).toEqual(['vault']) // nobody else's is gone
      expect(await figures()).toEqual(before)
      expect((await checkBook(book)).disagreements).toEqual([])
      const [verified] = await verifyBook(book)
      expect(verified!.position).toBe(sealed.position + 1) // the erasure itself is booked
      const file = join(folder, `${Date.now()}.gz`)
      await exportBook(book, file)
      await verifyExport(file)
      const text = gunzipSync(readFileSync(file)).toString()
      for (const name of NAMES) expect(text).not.toContain(name)

      // The entry lives on without the name, and can still be corrected and taken on.
      await put(book, [
        {
          kind: 'step',
          ledger: 'loans',
          entry,
          taken: { step: 'check', on: '2026-03-21', by: null },
          values: { damaged: false },
        },
      ])
      expect(await tablesWith(ERASED)).toEqual([])
      await verifyBook(book)
      expect(await erasePersonal(book, { town: TOWN, ledger: 'loans', entry, by: '王', reason: '再次' })).toBe(0)
      const erasures = await book.pool.query(
        "select from shishu.batch where kind = 'erasure' and record like '%' || $1 || '%'",
        [entry],
      )
      expect(erasures.rowCount).toBe(1)
    })

    test('explanations name no person', async () => {
      await putOne(on.book, loan('J-3', { reader: '诸葛某某', lentOn: '2026-03-02' }))
      const question = { orgUnit: TOWN, period: parsePeriod('2026-H1'), asOf: null }
      const { inputs } = await explainFigure(on.book, question, 'loans-out')
      expect(inputs[0]!.contributions.some(({ summary }) => summary.includes('J-3'))).toBe(true)
      expect(JSON.stringify(inputs)).not.toContain('诸葛某某')
    })

    test('a value is hidden under its own salt: the same name twice gives two references', async () => {
      await put(on.book, [
        loan('J-4', { reader: '同名', lentOn: '2026-03-02' }),
        loan('J-5', { reader: '同名', lentOn: '2026-03-02' }),
      ])
      const rows = await on.asOwner(
        "select distinct encode(f_reader, 'hex') as reader from shishu.ledger_loans where f_slip in ('J-4', 'J-5')",
      )
      expect(rows).toHaveLength(2)
    })

    test('an unknown entry or ledger is refused', async () => {
      const request = {
        town: TOWN,
        ledger: 'loans',
        entry: '01900000-0000-7000-8000-000000000000',
        by: '王',
        reason: 'x',
      }
      expect(await refusalOf(erasePersonal(on.book, request))).toBe('entry.unknown')
      expect(await refusalOf(erasePersonal(on.book, { ...request, ledger: 'films' }))).toBe('ledger.unknown')
    })
  })
})
