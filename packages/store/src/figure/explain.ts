import {
  addDays,
  codeFromKey,
  type Day,
  describePeriod,
  type Figure,
  type Formula,
  type Indicator,
  type Input,
  inputKey,
  isPersonal,
  isWithin,
  type Ledger,
  ledgerOfMeasure,
  listInputs,
  monthOf,
  storedFields,
} from '@shishu/kernel'
import type { ClientBase } from 'pg'
import type { Book } from '../book/book.ts'
import { type VersionRow, versionOf, versionSelection } from '../entry/version.ts'
import { ledgerTable } from '../schema/ledger-table.ts'
import { inSnapshot } from '../sql/transaction.ts'
import { dayValues, dayWants, WANT_AND_BOUND_SQL, WANTED_POSTINGS_SQL } from './day-wants.ts'
import { figuresIn, type Question } from './figures.ts'
import { latestRows, missingPlaces, reachedPlaces, readDetail } from './read-detail.ts'
import { readInputs } from './read-inputs.ts'
import { boundArrays, type ReadingScope, readingScope } from './reading-scope.ts'

/** What one entry adds to an input. */
export interface Contribution {
  ledger: string
  entry: string
  /** The version that stood at the moment of reading. */
  version: number
  orgUnit: string
  /** The first day that it is booked on. */
  day: Day
  amount: number
  /** What the entry is about, in its own words; personal fields masked. */
  summary: string
}

/** One input of a figure with the entries behind it: their amounts add up to the input's exactly. */
export interface InputExplanation {
  input: Input
  amount: number | Day | null
  contributions: readonly Contribution[]
}

export interface FigureExplanation {
  figure: Figure
  indicator: Indicator
  formula: Formula
  inputs: readonly InputExplanation[]
}

/** How many entries' words are looked up for each input; the others are listed without. */
const SUMMARIES = 200

/** Where a figure comes from: its formula, and for each input the entries behind it. Errors: indicator.unknown, org-unit.unknown. */
export async function explainFigure(book: Book, question: Question, id: string): Promise<FigureExplanation> {
  const [explanation] = await explainFigures(book, question, [id])
  return explanation!
}

/** As explainFigure, for many at once. */
export async function explainFigures(
  book: Book,
  question: Question,
  ids: readonly string[],
): Promise<FigureExplanation[]> {
  return inSnapshot(book.pool, async (client) => {
    const scope = await readingScope(book, client, question.orgUnit, question.asOf)
    const { figures } = await figuresIn(book, client, scope, question.period, ids, [])
    const asked = ids.map((id) => {
      const { indicator, formula } = book.definitions.indicator(id)
      return { indicator, formula, inputs: listInputs(formula, question.period, book.definitions) }
    })
    const inputs = asked.flatMap((one) => one.inputs)
    const read = await readInputs(book, client, scope, inputs)
    const rows = await contributionsTo(book, client, scope, inputs)
    const words = await summariesOf(book, client, scope, rows)
    const entries = rows.map((list) => list.map((row) => ({ ...row, summary: '', ...words.get(row.entry) })))
    const explained = await countedOnce(book, client, scope, inputs, entries)
    let next = 0
    return asked.map(({ indicator, formula, inputs: own }) => ({
      figure: figures.get(indicator.id)!,
      indicator,
      formula,
      inputs: own.map((input) => ({
        input,
        amount: read.get(inputKey(input)) ?? null,
        contributions: explained[next++]!,
      })),
    }))
  })
}

type ContributionRow = Omit<Contribution, 'summary'>

/**
 * Inputs that do not add amounts up are explained by what they count, one line each: a village reached by its first entry,
 * a gap by its place and period; the latest month by its own entries alone.
 */
async function countedOnce(
  book: Book,
  client: ClientBase,
  scope: ReadingScope,
  inputs: readonly Input[],
  entries: readonly (readonly Contribution[])[],
): Promise<readonly (readonly Contribution[])[]> {
  const numbers = inputs.flatMap(({ kind }, number) => (['reached', 'latest', 'missed'].includes(kind) ? [number] : []))
  if (numbers.length === 0) return entries
  const detail = await readDetail(
    book,
    client,
    scope,
    numbers.map((number) => inputs[number]!),
  )
  const replaced = [...entries]
  for (const [index, number] of numbers.entries()) {
    const input = inputs[number]!
    const rows = detail[index]!
    if (input.kind === 'latest') {
      const months = new Set(latestRows(rows).map(({ day }) => monthOf(day)))
      replaced[number] = entries[number]!.filter(({ day }) => months.has(monthOf(day)))
    } else if (input.kind === 'reached') {
      const within = (code: string) => entries[number]!.find(({ orgUnit }) => isWithin(orgUnit, code))
      replaced[number] = reachedPlaces(rows).flatMap((place) => {
        const first = within(place)
        return first === undefined ? [] : [{ ...first, orgUnit: place, amount: 1 }]
      })
    } else {
      replaced[number] = missingPlaces(scope, input, rows).map(({ place, period }) => ({
        ledger: ledgerOfMeasure(input.measure),
        entry: '',
        version: 0,
        orgUnit: place,
        day: addDays(period.until, -1),
        amount: 1,
        summary: describePeriod(period, 'zh'),
      }))
    }
  }
  return replaced
}

async function contributionsTo(
  book: Book,
  client: ClientBase,
  scope: ReadingScope,
  inputs: readonly Input[],
): Promise<ContributionRow[][]> {
  const { rows } = await client.query<{
    number: number
    entry: string
    version: number
    org_unit: string
    day: Day
    amount: string
  }>({
    name: 'contributions',
    text: `${WANT_AND_BOUND_SQL}
      select number, entry, max(version) as version, max(org_unit) as org_unit, min(day)::text as day, sum(amount) as amount
        from (select want.number, p.entry, max(p.version) as version, p.org_unit, p.day, sum(p.amount) as amount
              ${WANTED_POSTINGS_SQL}
               group by want.number, p.entry, p.org_unit, p.day
              having sum(p.amount) <> 0) as standing  -- where and when the entry was booked before a correction is not told
       group by number, entry
      having sum(amount) <> 0
       order by number, day, entry`,
    values: dayValues(scope, dayWants(book, inputs)),
  })
  const found = inputs.map((): ContributionRow[] => [])
  for (const row of rows) {
    found[row.number]!.push({
      ledger: ledgerOfMeasure(inputs[row.number]!.measure),
      entry: row.entry,
      version: row.version,
      orgUnit: codeFromKey(Number(row.org_unit)),
      day: row.day,
      amount: Number(row.amount),
    })
  }
  return found
}

/** The versions that stood, and what they are about, by entry: one statement a ledger. */
async function summariesOf(
  book: Book,
  client: ClientBase,
  scope: ReadingScope,
  rows: readonly (readonly ContributionRow[])[],
): Promise<Map<string, Pick<Contribution, 'version' | 'summary'>>> {
  const wanted = new Map<string, Set<string>>()
  for (const list of rows) {
    for (const { ledger, entry } of list.slice(0, SUMMARIES)) {
      wanted.set(ledger, (wanted.get(ledger) ?? new Set<string>()).add(entry))
    }
  }
  const words = new Map<string, Pick<Contribution, 'version' | 'summary'>>()
  const [towns, , , high] = boundArrays(scope)
  for (const [id, entries] of wanted) {
    const ledger = book.definitions.ledger(id)
    const found = await client.query<VersionRow>(
      `select distinct on (v.entry) ${versionSelection(ledger)}
         from unnest($1::bigint[], $2::bigint[]) as bound(town, high)
         join ${ledgerTable(id)} as v on v.town = bound.town and v.entry = any($3::uuid[])
         left join shishu.journal as j on bound.high is not null and j.town = v.town and j.batch = v.batch
        where bound.high is null or j.position <= bound.high
        order by v.entry, v.version desc`,
      [towns, high, [...entries]],
    )
    for (const row of found.rows) {
      words.set(row.entry, { version: row.version, summary: summarise(ledger, versionOf(ledger, row).values) })
    }
  }
  return words
}

/** The first few fields of an entry that name no person. */
export function summarise(ledger: Ledger, values: Readonly<Record<string, unknown>>): string {
  const words: string[] = []
  for (const [id, field] of storedFields(ledger.fields)) {
    const value = values[id]
    if (value === undefined || value === null || words.length === 3) continue
    if (isPersonal(field)) words.push(`${field.label}＊＊`)
    else if (field.type === 'choice') words.push(field.options[String(value)] ?? String(value))
    else if (field.type === 'text' || field.type === 'date' || field.type === 'month') words.push(String(value))
  }
  return words.join('，')
}
