import { type Field, findUnit, type Ledger, ShishuError, type UnitId, unitOf } from '@shishu/kernel'
import { documentsError } from '../documents-errors.ts'
import { columnLetter } from './cell-address.ts'
import type { Heading, Table } from './find-table.ts'
import { bareHeadingKey, bracketText, headingKey, nearestNames } from './heading-key.ts'

/** Which field a column holds; `unit` is the unit in which its numbers are written, for quantity fields. */
export interface ColumnMatch {
  /** From 0. */
  column: number
  heading: string
  field: string
  unit?: UnitId
}
/** What a table was understood to be. */
export interface LedgerMatch {
  ledger: Ledger
  columns: ColumnMatch[]
  /** The column that names the place; entries of a table without one are the town's own. */
  orgUnitColumn?: number
  /** The column that names the town itself: it is only checked. */
  townColumn?: number
  /** The column that gives the year of dates written without one. */
  yearColumn?: number
  /** Understood and not needed: 序号, 备注. */
  ignored: Heading[]
  /** Not understood; each has a fault as well. */
  unmatched: Heading[]
}
export interface MatchFault {
  /** From 0; null for the table as a whole. */
  column: number | null
  found: string
  error: ShishuError
}

const IGNORED = new Set(['序号', '编号', '序', '号', 'no', '备注', '说明', '附注'])
const ORG_UNIT = new Set(
  '村,社区,村社区,村居,村名,村名称,社区名称,村社区名称,所在村,所在村社区,所属村,所属村社区,单位所在地,行政村,组织单位,组织单位代码,组织单位名称'.split(
    ',',
  ),
)
const TOWN = new Set('乡镇,镇,乡镇街道,镇街,所属乡镇,所在乡镇,乡镇名称'.split(','))
const YEAR = new Set(['年份', '年度', '年'])
/** Endings of titles that say "a list of", not of what. */
const TITLE_ENDING =
  /(工作)?(台账|登记表|统计表|情况表|明细表|一览表|汇总表|报表|月报|登记簿|花名册|名册|清单|表|情况)$/
/** A bracket that scales a number by an unknown unit must not be taken for a remark: （万人）. */
const SCALED = /^[十百千万亿]+[\p{L}]{0,3}$/u

/** Keys of every heading that any of the ledgers, or this reader itself, understands. */
export function knownHeadings(ledgers: readonly Ledger[]): Set<string> {
  const known = new Set([...IGNORED, ...ORG_UNIT, ...TOWN, ...YEAR])
  for (const ledger of ledgers) {
    for (const field of Object.values(ledger.fields)) {
      for (const name of namesOf(field)) known.add(headingKey(name)).add(bareHeadingKey(name))
    }
  }
  return known
}

/** Whether a heading is one of `known`, with or without what stands in its brackets. */
export function isKnownHeading(known: ReadonlySet<string>, text: string): boolean {
  return known.has(headingKey(text)) || known.has(bareHeadingKey(text))
}

const namesOf = (field: Field): string[] => [field.label, ...(field.headings ?? [])]

/**
 * Finds the ledger that a table holds and the field of each column.
 *
 * Shape   the ledger whose name stands in the sheet's name or title; without such, the one whose fields fit the
 *         headings best and clearly. `match` is absent when none was found.
 * Errors  none thrown. Faults: sheet.ledger-unknown, sheet.ledger-ambiguous, sheet.heading-unknown,
 *         sheet.column-twice, sheet.column-missing, sheet.heading-unit
 */
export function matchLedger(
  sheetName: string,
  table: Table,
  ledgers: readonly Ledger[],
): { match?: LedgerMatch; faults: MatchFault[] } {
  const title = table.titleText === '' ? sheetName : table.titleText
  const named = longestNamed(sheetName, table.titleText, ledgers)
  const scored = (named.length > 0 ? named : ledgers)
    .map((ledger) => ({ ledger, ...matchColumns(table, ledger) }))
    .map((each) => ({ ...each, score: scoreOf(each) }))
    .sort((a, b) => b.score - a.score)
  const [best, second] = scored
  const fits = best !== undefined && (named.length > 0 || isClear(best))
  if (!fits) {
    const near = nearestNames(
      title.replace(TITLE_ENDING, ''),
      ledgers.map(({ label }) => label.replace(TITLE_ENDING, '')),
    )
    const nearest = ledgers
      .filter(({ label }) => near.includes(label.replace(TITLE_ENDING, '')))
      .map(({ label }) => label)
    return {
      faults: [{ column: null, found: title, error: documentsError('sheet.ledger-unknown', { title, nearest }) }],
    }
  }
  if (second !== undefined && second.score === best.score) {
    const labels = scored.filter(({ score }) => score === best.score).map(({ ledger }) => ledger.label)
    const error = documentsError('sheet.ledger-ambiguous', { title, ledgers: labels })
    return { faults: [{ column: null, found: title, error }] }
  }
  const { score: _score, faults, missing, ...match } = best
  for (const field of missing) {
    const error = documentsError('sheet.column-missing', { ledger: best.ledger.label, field: field.label })
    faults.push({ column: null, found: '', error })
  }
  return { match, faults }
}

/** The ledgers whose name stands in the sheet's name or title; where one name holds another, the longer. */
function longestNamed(sheetName: string, title: string, ledgers: readonly Ledger[]): Ledger[] {
  const places = [headingKey(sheetName), headingKey(title)]
  const stems = ledgers.map((ledger) => ({ ledger, stem: headingKey(ledger.label).replace(TITLE_ENDING, '') }))
  const namedIn = (place: string) => stems.filter(({ stem }) => stem.length >= 2 && place.includes(stem))
  const short = places[0]!.replace(TITLE_ENDING, '')
  // A sheet's name is short by nature and chosen for it, so it goes before a title that mentions several matters; it
  // may also be only a part of the ledger's name.
  const [bySheet, byTitle] = [namedIn(places[0]!), namedIn(places[1]!)]
  const byPart = short.length >= 3 ? stems.filter(({ stem }) => stem.includes(short)) : []
  const chosen = [bySheet, byTitle, byPart].find((found) => found.length > 0) ?? []
  return chosen
    .filter(
      ({ stem }) => !chosen.some((other) => other.stem !== stem && other.stem.includes(stem) && chosen !== byPart),
    )
    .map(({ ledger }) => ledger)
}

type Matched = Omit<LedgerMatch, 'ledger'> & { faults: MatchFault[]; missing: Field[] }

const scoreOf = ({ columns, unmatched, missing }: Matched): number =>
  columns.length * 2 - unmatched.length * 2 - missing.length * 3

const isClear = ({ columns, unmatched, missing }: Matched): boolean =>
  columns.length >= 2 && columns.length > unmatched.length && missing.length <= columns.length / 2

function matchColumns(table: Table, ledger: Ledger): Matched {
  const fieldOf = new Map<string, string>()
  const entries = Object.entries(ledger.fields)
  // Labels go before other headings, and whole names before names without the unit in their brackets.
  for (const names of [(field: Field) => [field.label], (field: Field) => field.headings ?? []]) {
    for (const [id, field] of entries) {
      for (const name of names(field)) if (!fieldOf.has(headingKey(name))) fieldOf.set(headingKey(name), id)
    }
  }
  for (const [key, ids] of bareKeys(entries)) if (ids.size === 1 && !fieldOf.has(key)) fieldOf.set(key, [...ids][0]!)
  const matched: Matched = { columns: [], ignored: [], unmatched: [], faults: [], missing: [] }
  const columnOf = new Map<string, Heading>()
  const take = (what: string, label: string, heading: Heading): boolean => {
    const earlier = columnOf.get(what)
    if (earlier === undefined) {
      columnOf.set(what, heading)
      return true
    }
    const facts = { heading: nameOf(heading), other: columnLetter(earlier.column), field: label }
    matched.faults.push(faultAt(heading, documentsError('sheet.column-twice', facts)))
    return false
  }
  for (const heading of table.headings) {
    const keys = headingKeys(heading)
    const id = keys.map((key) => fieldOf.get(key)).find((found) => found !== undefined)
    const own = keys.at(-1)!
    const is = (names: ReadonlySet<string>) => names.has(own) || names.has(headingKey(heading.path.at(-1)!))
    if (id !== undefined) {
      const field = ledger.fields[id]!
      if (!take(id, field.label, heading)) continue
      const unit = columnUnit(table, heading, field)
      if (unit instanceof ShishuError) matched.faults.push(faultAt(heading, unit))
      const usable = unit === undefined || unit instanceof ShishuError ? {} : { unit }
      matched.columns.push({ column: heading.column, heading: nameOf(heading), field: id, ...usable })
    } else if (is(ORG_UNIT)) {
      if (take('#orgUnit', '村（社区）', heading)) matched.orgUnitColumn = heading.column
    } else if (is(TOWN)) {
      if (take('#town', '乡镇', heading)) matched.townColumn = heading.column
    } else if (is(YEAR)) {
      if (take('#year', '年份', heading)) matched.yearColumn = heading.column
    } else if (is(IGNORED)) {
      matched.ignored.push(heading)
    } else {
      matched.unmatched.push(heading)
    }
  }
  const free = entries.filter(([id]) => !columnOf.has(id))
  for (const heading of matched.unmatched) {
    const found = heading.path.at(-1)!
    const names = free.map(([, field]) => field.label)
    const nearest = nearestNames(found, names.length > 0 ? names : entries.map(([, field]) => field.label))
    matched.faults.push(
      faultAt(heading, documentsError('sheet.heading-unknown', { heading: nameOf(heading), nearest })),
    )
  }
  matched.missing = free
    .filter(([, field]) => field.required === true && field.type !== 'days')
    .map(([, field]) => field)
  return matched
}

/** Names without the unit in their brackets, with the fields that they may mean; a remark in brackets is kept. */
function bareKeys(entries: readonly (readonly [string, Field])[]): Map<string, Set<string>> {
  const keys = new Map<string, Set<string>>()
  for (const [id, field] of entries) {
    for (const name of namesOf(field)) {
      const inside = bracketText(name)
      if (inside === undefined || findUnit(inside) === undefined) continue
      const key = bareHeadingKey(name)
      keys.set(key, (keys.get(key) ?? new Set()).add(id))
    }
  }
  return keys
}

/** Under which keys a heading is looked up, the surest first: upper and lower together, then the lower alone. */
function headingKeys({ path }: Heading): string[] {
  const whole = path.join('')
  const lower = path.at(-1)!
  return [
    headingKey(whole),
    bareHeadingKey(path.map((text) => bareHeadingKey(text)).join('')),
    headingKey(lower),
    bareHeadingKey(lower),
  ]
}

const nameOf = ({ path }: Heading): string => path.join('·')

const faultAt = (heading: Heading, error: ShishuError): MatchFault => ({
  column: heading.column,
  found: nameOf(heading),
  error,
})

/** The unit in which a quantity column is written: its heading's, else the table's where it fits, else the field's. */
function columnUnit(table: Table, heading: Heading, field: Field): UnitId | ShishuError | undefined {
  if (field.type !== 'quantity') return undefined
  const { dimension } = unitOf(field.unit)
  if (heading.unit !== undefined) {
    const unit = findUnit(heading.unit)
    if (unit?.dimension === dimension) return unit.id
    if (unit !== undefined || SCALED.test(heading.unit)) {
      return documentsError('sheet.heading-unit', { heading: nameOf(heading), unit: heading.unit, field: field.label })
    }
  }
  const shared = table.measureUnit === undefined ? undefined : findUnit(table.measureUnit)
  return shared?.dimension === dimension ? shared.id : field.unit
}
