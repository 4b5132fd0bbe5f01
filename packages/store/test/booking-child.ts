// A process of its own that opens a book, says what it found there, and books until it is killed.
import process from 'node:process'
import { packLibrary } from '@shishu/pack-library'
import { checkBook } from '../src/book/check-book.ts'
import { openBook } from '../src/book/open-book.ts'
import { foldCells } from '../src/cell/fold.ts'
import { bookEntries } from '../src/entry/book-entries.ts'
import type { Change } from '../src/entry/change.ts'
import { requestOf } from '../src/entry/write-batch.ts'
import { sealJournal } from '../src/journal/seal.ts'
import { verifyBook } from '../src/journal/verify-book.ts'
import { TOWN, VILLAGE, withUnits } from './book-fixture.ts'

const [dataDir, round] = process.argv.slice(2) as [string, string]
const say = (line: unknown) => process.stdout.write(`${JSON.stringify(line)}\n`)

const book = await withUnits(await openBook({ dataDir, pack: packLibrary, settings: { shared_buffers: '64MB' } }))
const { disagreements, entries } = await checkBook(book)
await verifyBook(book)
const { rows } = await book.pool.query<{ request: string; versions: number; stored: number }>(
  `select b.request, b.version_count as versions, count(v.entry)::integer as stored
     from shishu.batch as b left join shishu.ledger_books as v on v.town = b.town and v.batch = b.id
    group by b.request, b.version_count`,
)
const halves = rows.filter(({ versions, stored }) => versions !== stored).map(({ request }) => request)
say({ opened: rows.map(({ request }) => request), entries, disagreements, halves })

let turn = 0
await Promise.all(
  [1, 2, 3].map(async (lane) => {
    for (;;) {
      turn += 1
      const request = `round ${round}, lane ${lane}, batch ${turn}`
      // Some batches by unnest, some by COPY.
      const rowCount = turn % 6 === 0 ? 250 : 10
      const changes = Array.from({ length: rowCount }, (_, index): Change => {
        const values = {
          number: `${round}.${lane}.${turn}.${index}`,
          title: '书',
          subject: 'novel',
          boughtOn: '2026-03-02',
          price: 100,
        }
        return {
          kind: 'add',
          ledger: 'books',
          orgUnit: VILLAGE,
          values: { ...values, number: values.number.slice(0, 20) },
        }
      })
      const at = turn
      await bookEntries(book, { request, town: TOWN, by: '李', changes })
      say({ acknowledged: requestOf(request) })
      if (at % 5 === 0) await sealJournal(book, Number(`${TOWN}000`))
      if (at % 7 === 0) await foldCells(book, Number(`${TOWN}000`))
    }
  }),
)
