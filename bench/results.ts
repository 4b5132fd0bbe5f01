import { codeKey, describePeriod, parsePeriod, type RenderedReport } from '@shishu/kernel'
import { explainFigure, fillReport, foldCells, type OpenBook, sealJournal } from '@shishu/store'
import { asOwner, endOwner } from './copy-floor.ts'
import { floorSql, floorStatements, floorTable } from './figure-floor.ts'
import { type BatchTime, type LoadTimes, seconds } from './load.ts'
import { inTurns, median, timed } from './measure.ts'
import { MAIN_TOWN, type Size, townCodes } from './size.ts'

/** One line of the result. `ratio` is the number that the budget speaks of. */
export interface Result {
  name: string
  unit: string
  median: number | null
  floor: number | null
  ratio: number | null
  budget: string
  met: boolean | null
  /** What the floor is, and what else was seen. */
  notes: readonly string[]
}

const HALF_YEAR = parsePeriod('2026-H1')
/** The middle of the history, when all but the last batches of the half-year before were in. */
const MIDDLE = '2025-04-15T00:00:00.000Z'
const MIDDLE_PERIOD = parsePeriod('2025-H1')
const EXPLAINED = 'inspection-batches'

/** What booking a history cost, and in a note what the months of the load cost, in which earlier entries go on. */
export function resultOfBooking(history: readonly BatchTime[], load: LoadTimes): Result {
  const rate = (some: readonly BatchTime[]) => some.reduce((sum, { rows }) => sum + rows, 0) / seconds(some)
  const sampled = history.filter(({ floorMs }) => floorMs !== null)
  const floorRows = sampled.reduce((sum, { rows }) => sum + rows, 0)
  const floor = (floorRows / sampled.reduce((sum, { floorMs }) => sum + floorMs!, 0)) * 1000
  const perSecond = rate(history)
  const ratio = rate(sampled) / floor
  const behind = (load.sealMs + load.foldMs) / 1000
  return {
    name: 'booking.batch',
    unit: 'entries/s',
    median: perSecond,
    floor,
    ratio,
    budget: '≥ 10,000 and ≥ 1/8 of the floor',
    met: perSecond >= 10_000 && ratio >= 1 / 8,
    notes: [
      'new entries with all their dates, two towns abreast, 5,000 a batch',
      'floor: COPY of the same version rows, ready as text, into the same tables with a primary key only, as many abreast',
      `month by month, half of them corrections: ${load.entries} entries in ${load.versions} versions and ${load.postings} postings, ${Math.round(rate(load.batches))} versions/s; with sealing and folding ${Math.round(load.versions / (seconds(load.batches) + behind))}/s`,
    ],
  }
}

/** Measures a loaded book, and beside it one of a fifth of the entries. */
export async function measureBook(size: Size, openWhole: () => Promise<OpenBook>, openFifth: () => Promise<OpenBook>) {
  const whole = await openWhole()
  const fifth = await openFifth()
  try {
    // Opening re-books what the definitions count differently since the load; a running book seals and folds all the time.
    for (const book of [whole, fifth]) {
      for (const town of townCodes(size.towns).map(codeKey)) {
        await sealJournal(book, town)
        await foldCells(book, town)
      }
    }
    const cold = (await timed(() => fill(whole, MAIN_TOWN))).ms
    const postgres = await whole.pool.query<{ server_version: string }>('show server_version')
    const results = [
      ...(await figuresOf(size, whole, fifth, cold)),
      await explanation(whole),
      await document(whole),
      await storage(whole),
    ]
    return { postgres: postgres.rows[0]!.server_version, results }
  } finally {
    await whole.close()
    await fifth.close()
  }
}

const fill = (book: OpenBook, orgUnit: string): Promise<RenderedReport> =>
  fillReport(book, book.definitions.report('half-year'), { orgUnit, period: HALF_YEAR, asOf: null })

async function figuresOf(size: Size, whole: OpenBook, fifth: OpenBook, coldMs: number): Promise<Result[]> {
  const towns = townCodes(size.towns)
  const one = [codeKey(MAIN_TOWN), HALF_YEAR.from, HALF_YEAR.until, '2026-01', '2026-06']
  const many = [towns.map(codeKey), ...one.slice(1)]
  const oneFloor = () => whole.pool.query({ name: 'floor-one', text: floorSql('one'), values: one })
  const apartFloor = async () => {
    const client = await whole.pool.connect()
    try {
      for (const { name, text, months } of floorStatements) {
        await client.query({ name, text, values: [one[0], ...(months ? one.slice(3) : one.slice(1, 3))] })
      }
    } finally {
      client.release()
    }
  }
  const manyFloor = () => whole.pool.query({ name: 'floor-many', text: floorSql('many'), values: many })
  const everyTown = () => Promise.all(towns.map((town) => fill(whole, town)))
  const { differing, missing } = compareWithFloor(await everyTown(), towns, (await manyFloor()).rows)
  const halfYear = { orgUnit: MAIN_TOWN, period: MIDDLE_PERIOD }
  const report = whole.definitions.report('half-year')
  const times = await inTurns(60, {
    town: () => fill(whole, MAIN_TOWN),
    floor: oneFloor,
    apart: apartFloor,
    fifth: () => fill(fifth, MAIN_TOWN),
    present: () => fillReport(whole, report, { ...halfYear, asOf: null }),
    asOf: () => fillReport(whole, report, { ...halfYear, asOf: MIDDLE }),
  })
  const county = await inTurns(15, { towns: everyTown, floor: manyFloor })
  const faster = times.floor / times.town
  const fasterTowns = county.floor / county.towns
  const asOf = times.asOf / times.present
  const growth = times.town / times.fifth
  return [
    {
      name: 'figures.town',
      unit: 'ms',
      median: times.town,
      floor: times.floor,
      ratio: faster,
      budget: '≤ 10 ms and ≥ 5 × faster than the floor',
      met: times.town <= 10 && faster >= 5 && differing.length === 0,
      notes: [
        'floor: one SQL statement over plain tables of current entries, one index-only pass a ledger',
        differing.length === 0
          ? 'every figure of every town equals it'
          : `DIFFERS: ${differing.slice(0, 4).join('; ')}`,
        `the same with a statement a ledger, ${floorStatements.length} of them: ${times.apart.toFixed(1)} ms, ${(times.apart / times.town).toFixed(1)} ×`,
        `cold, first after a restart: ${coldMs.toFixed(0)} ms`,
        missing.length === 0 ? 'all 76 slots have a value' : `slots without a value: ${missing.join(', ')}`,
      ],
    },
    {
      name: 'figures.towns20',
      unit: 'ms',
      median: county.towns,
      floor: county.floor,
      ratio: fasterTowns,
      budget: '≥ 10 × faster than the floor',
      met: fasterTowns >= 10,
      notes: [`${towns.length} towns, a report each; floor: the same statement for all towns at once, grouped by town`],
    },
    {
      name: 'figures.as-of',
      unit: 'ms',
      median: times.asOf,
      floor: times.present,
      ratio: asOf,
      budget: '≤ 5 × the present',
      met: asOf <= 5,
      notes: [
        `floor: the same report of ${MIDDLE_PERIOD.id} as the book stands now; measured as of ${MIDDLE.slice(0, 10)}`,
      ],
    },
    {
      name: 'figures.growth',
      unit: 'ms',
      median: times.town,
      floor: times.fifth,
      ratio: growth,
      budget: '≤ 1.3 × with five times the entries',
      met: growth <= 1.3,
      notes: [`floor: the same report in a book of ${size.entries / 5} entries`],
    },
  ]
}

/** Slots at which the store and the hand-written SQL differ, by town, and those that have no value. */
function compareWithFloor(
  reports: readonly RenderedReport[],
  towns: readonly string[],
  rows: Record<string, unknown>[],
) {
  const differing = reports.flatMap(({ slots }, index) => {
    const row = rows.find(({ town }) => Number(town) === codeKey(towns[index]!))!
    return slots.flatMap(({ slot, figure }) => {
      const byHand = row[`s${slot}`]
      if (figure === null || (byHand === null ? null : Number(byHand)) === figure.value) return []
      return [`${towns[index]} slot ${slot} is ${figure.value}, by hand ${byHand}`]
    })
  })
  const missing = reports[0]!.slots.filter(({ text }) => text === '—').map(({ slot }) => slot)
  return { differing, missing }
}

async function explanation(book: OpenBook): Promise<Result> {
  const question = { orgUnit: MAIN_TOWN, period: HALF_YEAR, asOf: null }
  const list = () =>
    book.pool.query({
      name: 'floor-explain',
      text: `select entry, org_unit, f_inspected_on::text, 1 as amount, f_number, f_kind, f_field
               from ${floorTable('safety-inspections')}
              where town = $1 and f_inspected_on >= $2 and f_inspected_on < $3 order by f_inspected_on, entry`,
      values: [codeKey(MAIN_TOWN), HALF_YEAR.from, HALF_YEAR.until],
    })
  const ours = await explainFigure(book, question, EXPLAINED)
  const entries = ours.inputs[0]!.contributions.length
  const theirs = await list()
  if (theirs.rows.length !== entries) throw new Error(`explained by ${entries} entries, by hand ${theirs.rows.length}`)
  const times = await inTurns(20, { ours: () => explainFigure(book, question, EXPLAINED), list })
  return {
    name: 'figure.explain',
    unit: 'ms',
    median: times.ours,
    floor: times.list,
    ratio: times.ours / times.list,
    budget: '—',
    met: null,
    notes: [`${EXPLAINED}, ${entries} entries; floor: the SQL that lists them from a plain table`],
  }
}

async function document(book: OpenBook): Promise<Result> {
  const { writeReportDocx } = await import('@shishu/documents')
  const report = await fill(book, MAIN_TOWN)
  const times: number[] = []
  for (let round = 0; round < 12; round += 1) {
    const { ms } = await timed(() =>
      writeReportDocx({
        report,
        orgUnit: book.orgTree.get(MAIN_TOWN).name,
        period: describePeriod(HALF_YEAR, 'zh'),
        issuer: `${book.orgTree.get(MAIN_TOWN).name}人民政府`,
        date: '2026-07-01',
        asOf: book.clock().toISOString(),
        seal: null,
      }),
    )
    times.push(ms)
  }
  const middle = median(times)
  return {
    name: 'report.docx',
    unit: 'ms',
    median: middle,
    floor: null,
    ratio: null,
    budget: '≤ 300 ms after the figures',
    met: middle <= 300,
    notes: [`the first took ${times[0]!.toFixed(0)} ms`],
  }
}

/** Bytes an entry takes: everything the book keeps, against its version rows in plain tables with a primary key. */
async function storage(book: OpenBook): Promise<Result> {
  const owner = await asOwner(book)
  const { rows } = await owner.query<{ name: string; bytes: string; plain: string; entries: string }>(`
    select c.relname as name, pg_total_relation_size(c.oid) as bytes,
           case when c.relname like 'ledger\\_%' then pg_table_size(c.oid) +
             (select sum(pg_relation_size(i.indexrelid)) from pg_index as i where i.indrelid = c.oid and i.indisprimary)
           else 0 end as plain
      from pg_class as c where c.relnamespace = 'shishu'::regnamespace and c.relkind = 'r' order by bytes desc`)
  const counted = await owner.query<{ entries: string }>('select count(*) as entries from shishu.entry_key')
  endOwner(owner)
  const entries = Number(counted.rows[0]!.entries)
  const sum = (list: readonly { bytes: string }[]) => list.reduce((total, { bytes }) => total + Number(bytes), 0)
  const ledgers = rows.filter(({ name }) => name.startsWith('ledger_'))
  const plain = rows.reduce((total, row) => total + Number(row.plain), 0)
  const others = rows.filter((row) => !ledgers.includes(row)).slice(0, 6)
  const parts = [['versions', sum(ledgers)] as const, ...others.map((row) => [row.name, Number(row.bytes)] as const)]
  return {
    name: 'storage.per-entry',
    unit: 'bytes',
    median: sum(rows) / entries,
    floor: plain / entries,
    ratio: sum(rows) / plain,
    budget: '—',
    met: null,
    notes: [
      'floor: the version rows in plain tables with a primary key',
      parts.map(([name, bytes]) => `${name} ${Math.round(bytes / entries)}`).join(', '),
    ],
  }
}
