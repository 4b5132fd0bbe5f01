import {
  codeFromKey,
  type Day,
  type Figure,
  type Formula,
  type Indicator,
  type Input,
  inputKey,
  isPersonal,
  type Ledger,
  ledgerOfMeasure,
  listInputs,
  storedFields,
} from '@shishu/kernel'
import type { ClientBase } from 'pg'
import type { Book } from '../book/book.ts'
import { type VersionRow, versionOf, versionSelection } from '../entry/version.ts'
import { ledgerTable } from '../schema/ledger-table.ts'
import { inSnapshot } from '../sql/snapshot.ts'
import { figuresIn, type Question } from './figures.ts'
import { measureNumbersOf, readInputs } from './read-inputs.ts'
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
    let next = 0
    return asked.map(({ indicator, formula, inputs: own }) => ({
      figure: figures.get(indicator.id)!,
      indicator,
      formula,
      inputs: own.map((input) => ({
        input,
        amount: read.get(inputKey(input)) ?? null,
        contributions: rows[next++]!.map((row) => ({ ...row, summary: '', ...words.get(row.entry) })),
      })),
    }))
  })
}

type ContributionRow = Omit<Contribution, 'summary'>

async function contributionsTo(
  book: Book,
  client: ClientBase,
  scope: ReadingScope,
  inputs: readonly Input[],
): Promise<ContributionRow[][]> {
  const wants = inputs.flatMap(({ measure, from, until }, number) =>
    measureNumbersOf(book, measure).map((id) => ({ number, measure: id, from: from ?? '0001-01-01', until })),
  )
  const { rows } = await client.query<{
    number: number
    entry: string
    version: number
    org_unit: string
    day: Day
    amount: string
  }>({
    name: 'contributions',
    text: `
      with want as materialized (
             select * from unnest($1::integer[], $2::integer[], $3::date[], $4::date[]) as w(number, measure, lo, hi)),
           bound as materialized (
             select * from unnest($5::bigint[], $6::integer[], $7::bigint[], $8::bigint[]) as b(town, chapter, low, high))
      select number, entry, max(version) as version, max(org_unit) as org_unit, min(day)::text as day, sum(amount) as amount
        from (select want.number, p.entry, max(p.version) as version, p.org_unit, p.day, sum(p.amount) as amount
                from want
                join bound on true
                join shishu.posting as p on p.town = bound.town and p.measure = want.measure
                                        and p.day >= want.lo and p.day < want.hi
                left join shishu.journal as j on bound.high is not null and j.town = p.town and j.batch = p.batch
               where p.org_unit >= $9 and p.org_unit < $10 and (bound.high is null or j.position <= bound.high)
               group by want.number, p.entry, p.org_unit, p.day
              having sum(p.amount) <> 0) as standing  -- where and when the entry was booked before a correction is not told
       group by number, entry
      having sum(amount) <> 0
       order by number, day, entry`,
    values: [
      wants.map((want) => want.number),
      wants.map((want) => want.measure),
      wants.map((want) => want.from),
      wants.map((want) => want.until),
      ...boundArrays(scope),
      scope.from,
      scope.until,
    ],
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
