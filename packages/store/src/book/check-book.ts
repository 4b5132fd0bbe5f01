import { codeFromKey, posterOf } from '@shishu/kernel'
import type { ClientBase } from 'pg'
import { allCurrentVersions } from '../entry/current-versions.ts'
import { contentOf } from '../entry/version.ts'
import { townsInBook } from '../journal/read-journal.ts'
import { inSnapshot } from '../sql/transaction.ts'
import type { Book } from './book.ts'

/** One place where two counts that must agree do not. */
export interface Disagreement {
  town: string
  measure: string
  orgUnit: string
  /** `YYYY-MM`, or a day for a case's states. */
  when: string
  /** `journal`: a batch that has no place in the journal and does not wait for one. */
  what: 'cells' | 'versions' | 'states' | 'journal'
  expected: number
  found: number
}

export interface BookCheck {
  towns: number
  entries: number
  postings: number
  disagreements: readonly Disagreement[]
}

/** Disagreements listed at most. */
const LISTED = 100

/**
 * Recounts the whole book (`shishu check`), for every measure, org unit and month:
 * cells and the postings past them = postings = what current versions say, posted anew;
 * and for every case ledger, org unit and day: the states add up to the cases opened.
 */
export async function checkBook(book: Book, progress: (entries: number) => void = () => undefined): Promise<BookCheck> {
  return inSnapshot(book.pool, async (client) => {
    const disagreements: Disagreement[] = []
    const towns = await townsInBook(client)
    let entries = 0
    let postings = 0
    for (const town of towns) {
      disagreements.push(...(await checkCells(client, town)), ...(await checkStates(client, town)))
      disagreements.push(...(await checkPlaces(client, town)))
      const recount = await recountVersions(book, client, town, () => {
        entries += 1
        if (entries % 5_000 === 0) progress(entries)
      })
      const booked = await bookedSums(client, town)
      postings += booked.count
      disagreements.push(...compare(town, recount, booked.sums))
    }
    return { towns: towns.length, entries, postings, disagreements: disagreements.slice(0, LISTED) }
  })
}

const monthText = (index: number) => `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`
const MONTH_SQL = '(extract(year from p.day) * 12 + extract(month from p.day) - 1)::integer'

async function checkCells(client: ClientBase, town: number): Promise<Disagreement[]> {
  const { rows } = await client.query(
    `with folded as (
            select p.measure, ${MONTH_SQL} as month, p.org_unit, j.chapter, sum(p.amount) as amount
              from shishu.posting as p
              join shishu.journal as j on j.town = p.town and j.batch = p.batch
              join shishu.fold as f on f.town = p.town and j.position <= f.position
             where p.town = $1 group by 1, 2, 3, 4),
          cell as (select measure, month, org_unit, chapter, amount from shishu.cell where town = $1
                    union all
                   select measure, month, null, chapter, amount from shishu.town_cell where town = $1),
          booked as (select measure, month, org_unit, chapter, amount from folded
                      union all
                     select measure, month, null, chapter, sum(amount) from folded group by measure, month, chapter)
     select m.key, booked.month, cell.month as cell_month, coalesce(booked.org_unit, cell.org_unit) as org_unit,
            coalesce(booked.amount, 0)::float8 as expected, coalesce(cell.amount, 0)::float8 as found
       from booked
       full join cell on cell.measure = booked.measure and cell.month = booked.month and cell.chapter = booked.chapter
                     and coalesce(cell.org_unit, 0) = coalesce(booked.org_unit, 0)
       join shishu.measure as m on m.id = coalesce(booked.measure, cell.measure)
      where coalesce(booked.amount, 0) <> coalesce(cell.amount, 0)
      limit ${LISTED}`,
    [town],
  )
  return rows.map((row) => ({
    town: codeFromKey(town),
    measure: row.key,
    orgUnit: codeFromKey(Number(row.org_unit ?? town)),
    when: monthText(row.month ?? row.cell_month),
    what: 'cells' as const,
    expected: row.expected,
    found: row.found,
  }))
}

/** Days on which the cases in all states are not the cases opened. */
async function checkStates(client: ClientBase, town: number): Promise<Disagreement[]> {
  const { rows } = await client.query(
    `select m.ledger, p.org_unit, p.day::text,
            sum(p.amount) filter (where m.key like m.ledger || '.opened')::float8 as opened,
            sum(p.amount) filter (where m.key like m.ledger || '.at[%')::float8 as standing
       from shishu.posting as p join shishu.measure as m on m.id = p.measure
      where p.town = $1 and (m.key like m.ledger || '.opened' or m.key like m.ledger || '.at[%')
      group by m.ledger, p.org_unit, p.day
     having coalesce(sum(p.amount) filter (where m.key like m.ledger || '.opened'), 0)
         <> coalesce(sum(p.amount) filter (where m.key like m.ledger || '.at[%'), 0)
      limit ${LISTED}`,
    [town],
  )
  return rows.map((row) => ({
    town: codeFromKey(town),
    measure: `${row.ledger}.at`,
    orgUnit: codeFromKey(Number(row.org_unit)),
    when: row.day,
    what: 'states' as const,
    expected: row.opened ?? 0,
    found: row.standing ?? 0,
  }))
}

/** Batches that are neither in the journal nor waiting for their place. */
async function checkPlaces(client: ClientBase, town: number): Promise<Disagreement[]> {
  const { rows } = await client.query<{ id: string; booked_at: Date }>(
    `select b.id, b.booked_at from shishu.batch as b
      where b.town = $1
        and not exists (select from shishu.journal as j where j.town = b.town and j.batch = b.id)
        and not exists (select from shishu.pending as p where p.town = b.town and p.batch = b.id)
      limit ${LISTED}`,
    [town],
  )
  const unit = codeFromKey(town)
  return rows.map(({ id, booked_at }) => ({
    town: unit,
    measure: id,
    orgUnit: unit,
    when: booked_at.toISOString(),
    what: 'journal' as const,
    expected: 1,
    found: 0,
  }))
}

async function recountVersions(book: Book, client: ClientBase, town: number, counted: () => void) {
  const sums = new Map<string, number>()
  for (const ledger of book.definitions.pack.ledgers) {
    const poster = posterOf(ledger, book.rules)
    for await (const page of allCurrentVersions(client, town, ledger)) {
      for (const version of page) {
        counted()
        const content = contentOf(version, codeFromKey)
        if (content === null) continue
        for (const { measure, day, amount } of poster(content)) {
          const place = `${measure} ${version.orgUnit} ${day.slice(0, 7)}`
          sums.set(place, (sums.get(place) ?? 0) + amount)
        }
      }
    }
  }
  return sums
}

async function bookedSums(client: ClientBase, town: number): Promise<{ sums: Map<string, number>; count: number }> {
  const { rows } = await client.query<{ key: string; month: number; org_unit: string; amount: string; rows: string }>(
    `select m.key, ${MONTH_SQL} as month, p.org_unit, sum(p.amount) as amount, count(*) as rows
       from shishu.posting as p join shishu.measure as m on m.id = p.measure
      where p.town = $1 group by 1, 2, 3`,
    [town],
  )
  const sums = new Map(rows.map((row) => [`${row.key} ${row.org_unit} ${monthText(row.month)}`, Number(row.amount)]))
  return { sums, count: rows.reduce((sum, row) => sum + Number(row.rows), 0) }
}

function compare(town: number, expected: Map<string, number>, found: Map<string, number>): Disagreement[] {
  const places = new Set([...expected.keys(), ...found.keys()])
  return [...places].flatMap((place): Disagreement[] => {
    const [right, is] = [expected.get(place) ?? 0, found.get(place) ?? 0]
    if (right === is) return []
    const [measure, orgUnit, when] = place.split(' ') as [string, string, string]
    const unit = codeFromKey(Number(orgUnit))
    return [{ town: codeFromKey(town), measure, orgUnit: unit, when, what: 'versions', expected: right, found: is }]
  })
}
