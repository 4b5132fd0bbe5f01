import {
  type FieldValue,
  type Ledger,
  levelOf,
  type OrgTree,
  type OrgUnit,
  ShishuError,
  type UnitId,
  type Values,
} from '@shishu/kernel'
import { documentsError } from '../documents-errors.ts'
import { columnLetter } from './cell-address.ts'
import { plainText } from './cells/plain-text.ts'
import { readPlace } from './cells/read-place.ts'
import { FAULTS_SHEET, type Fault } from './fault.ts'
import { findTable, type LeftOutReason, type Table } from './find-table.ts'
import { reporterOf, townsOfTable } from './find-town.ts'
import { headingKey } from './heading-key.ts'
import { isKnownHeading, knownHeadings, type LedgerMatch, matchLedger } from './match-ledger.ts'
import { makeNotice, type Notice, type NoticeCode } from './notices.ts'
import { checkReadable, readCell } from './read-cell.ts'
import { ORG_UNITS_SHEET, readOrgUnits } from './read-org-units.ts'
import { readWorkbook } from './read-workbook.ts'
import { type Cell, EMPTY_CELL, isBlank, type Sheet } from './workbook.ts'

/** One entry as a row says it. */
export interface ImportedRow {
  /** The ledger's id. */
  ledger: string
  /** Code of the org unit. */
  orgUnit: string
  /** By field id, in the ledger's order; computed fields are not among them. */
  values: Values
  sheet: string
  /** From 1. */
  rowNumber: number
}
/** How one sheet was understood: what a preview shows. */
export interface SheetReading {
  sheet: string
  title: string
  /** The ledger's id; null when none was recognised. */
  ledger: string | null
  /** The year of dates written without one. */
  year: number | null
  columns: { column: string; heading: string; field: string; label: string; unit?: UnitId }[]
  /** The column that names the place; null: the entries are the town's own. */
  orgUnitColumn: string | null
  /** Headings understood and not needed. */
  ignored: string[]
  /** Rows that hold an entry, with faults or without, duplicates included. */
  rows: number
  leftOut: Table['leftOut']
}
/** What a row states, for a check beyond its cells. */
export interface RowContent {
  orgUnit: string
  values: Values
  /** Days that the sheet states for computed fields, by field id. */
  stated?: Readonly<Record<string, number>>
}
/** Something wrong with a row; `field` tells in which column. */
export interface RowProblem {
  field?: string | null
  error: ShishuError
}
export interface ReadLedgerOptions {
  ledgers: readonly Ledger[]
  orgTree: OrgTree
  fileName: string
  /** Code of the town, where the sheets do not name it. */
  town?: string
  /** What the kernel checks in an entry: required fields, order of steps, stated days. */
  checkRow?: (ledger: Ledger, row: RowContent) => readonly RowProblem[]
}
export interface LedgerWorkbook {
  /** Code of the town; null when it is not known (a fault says so) or not needed (org units only). */
  town: string | null
  sheets: SheetReading[]
  rows: ImportedRow[]
  /** The sheet 组织单位, when there is one. */
  orgUnits: OrgUnit[]
  /** When there is one, nothing of the workbook may be booked. */
  faults: Fault[]
  notices: Notice[]
}

/** What stands in a faulty cell is quoted up to here. */
const LONGEST_FOUND = 200

interface FoundTable {
  sheet: Sheet
  table: Table
  match: LedgerMatch | undefined
}

/**
 * Reads a workbook of ledgers: every sheet a table, every row an entry. Nothing is booked here.
 *
 * Shape   all faults of all sheets; rows with a fault are not in `rows`. Rows with exactly the same content are
 *         counted once and named in a notice.
 * Errors  those of readWorkbook, for a file that cannot be read at all; workbook.no-rows. All else is in `faults`.
 */
export async function readLedgerWorkbook(bytes: Uint8Array, options: ReadLedgerOptions): Promise<LedgerWorkbook> {
  const workbook = await readWorkbook(bytes)
  const result: LedgerWorkbook = { town: null, sheets: [], rows: [], orgUnits: [], faults: [], notices: [] }
  const tables: FoundTable[] = []
  const known = knownHeadings(options.ledgers)
  const knows = (text: string): boolean => isKnownHeading(known, text)
  for (const sheet of workbook.sheets) {
    const skipped = skipReason(sheet)
    if (skipped !== undefined) result.notices.push(makeNotice(sheet.name, null, skipped, {}))
    else if (headingKey(sheet.name) === ORG_UNITS_SHEET) {
      const { orgUnits, faults } = readOrgUnits(sheet)
      result.orgUnits.push(...orgUnits)
      result.faults.push(...faults)
    } else {
      const table = findTable(sheet, knows)
      if (table === undefined) result.notices.push(makeNotice(sheet.name, null, 'sheet-empty', {}))
      else tables.push(understand(sheet, table, options.ledgers, result))
    }
  }
  if (tables.length === 0 && result.orgUnits.length === 0 && result.faults.length === 0) {
    throw documentsError('workbook.no-rows', { file: options.fileName })
  }
  const tree = joinedTree(options.orgTree, result)
  result.town = tables.length === 0 ? null : findTown(tables, tree, options.town, result.faults)
  const seen = new Map<string, ImportedRow>()
  for (const found of tables) readTable(found, tree, options, seen, result)
  return result
}

function skipReason(sheet: Sheet): NoticeCode | undefined {
  if (sheet.name === FAULTS_SHEET) return 'sheet-ignored'
  if (!sheet.rows.some((row) => row.some((cell) => !isBlank(cell)))) return 'sheet-empty'
  return sheet.hidden ? 'sheet-hidden' : undefined
}

const NOTICE_OF: Readonly<Record<Exclude<LeftOutReason, 'blank'>, NoticeCode>> = {
  subtotal: 'subtotal-row',
  note: 'note-row',
  section: 'section-row',
  'repeated-heading': 'heading-row',
  example: 'example-row',
}

/** Recognises a table's ledger and columns, and adds its reading, faults and notices to the result. */
function understand(sheet: Sheet, table: Table, ledgers: readonly Ledger[], result: LedgerWorkbook): FoundTable {
  const fault = (row: number, column: number | null, found: string, error: ShishuError) =>
    result.faults.push({ sheet: sheet.name, row, column: column === null ? null : columnLetter(column), found, error })
  for (const { row, column, error } of table.faults) fault(row, column, '', error)
  for (const { rowNumber, why, text } of table.leftOut) {
    if (why !== 'blank') result.notices.push(makeNotice(sheet.name, rowNumber, NOTICE_OF[why], { text } as never))
  }
  const unreadable = table.headings.length === 0
  const { match, faults } = unreadable ? { match: undefined, faults: [] } : matchLedger(sheet.name, table, ledgers)
  for (const { column, found, error } of faults) fault(table.headingRow, column, found, error)
  result.sheets.push({
    sheet: sheet.name,
    title: table.titleText,
    ledger: match?.ledger.id ?? null,
    year: table.year ?? null,
    columns: (match?.columns ?? []).map(({ column, heading, field, unit }) => ({
      column: columnLetter(column),
      heading,
      field,
      label: match!.ledger.fields[field]!.label,
      ...(unit === undefined ? {} : { unit }),
    })),
    orgUnitColumn: match?.orgUnitColumn === undefined ? null : columnLetter(match.orgUnitColumn),
    ignored: (match?.ignored ?? []).map(({ path }) => path.join('·')),
    rows: table.rows.length,
    leftOut: table.leftOut,
  })
  return { sheet, table, match }
}

/** The given org units and those of the workbook's own sheet, which go before. */
function joinedTree(given: OrgTree, result: LedgerWorkbook): OrgTree {
  if (result.orgUnits.length === 0) return given
  try {
    return given.with(result.orgUnits)
  } catch (error) {
    if (!(error instanceof ShishuError)) throw error
    result.faults.push({ sheet: ORG_UNITS_SHEET, row: 1, column: null, found: '', error })
    return given
  }
}

/** The one town of all tables. */
function findTown(
  tables: readonly FoundTable[],
  tree: OrgTree,
  given: string | undefined,
  faults: Fault[],
): string | null {
  let town = given === undefined ? undefined : tree.find(given)
  for (const { sheet, table } of tables) {
    for (const named of townsOfTable(table, tree)) {
      town ??= named
      if (named.code !== town.code) {
        const error = documentsError('workbook.two-towns', { first: town.name, second: named.name })
        faults.push({ sheet: sheet.name, row: 1, column: null, found: named.name, error })
      }
    }
  }
  if (town === undefined) {
    const { sheet, table } = tables[0]!
    const error = documentsError('workbook.town-unknown', { found: reporterOf(table) })
    faults.push({ sheet: sheet.name, row: 1, column: null, found: table.unitLine, error })
  }
  return town?.code ?? null
}

function readTable(
  { sheet, table, match }: FoundTable,
  tree: OrgTree,
  options: ReadLedgerOptions,
  seen: Map<string, ImportedRow>,
  result: LedgerWorkbook,
): void {
  if (match === undefined) return
  const { town } = result
  const { ledger } = match
  const columns = Object.entries(ledger.fields).flatMap(([id, field]) => {
    const column = match.columns.find((each) => each.field === id)
    return column === undefined ? [] : [{ id, field, column: column.column, unit: column.unit }]
  })
  const columnOf = new Map(columns.map(({ id, column }) => [id, column]))
  const places = cachedPlaces(tree, town)
  const reporter = town === null ? null : reporterPlace(table, tree, town)

  for (const row of table.rows) {
    const faulty = new Set<string>()
    const fault = (column: number | null, error: ShishuError) => {
      const found = column === null ? '' : (row.cells[column]?.text ?? '').slice(0, LONGEST_FOUND)
      const letters = column === null ? null : columnLetter(column)
      result.faults.push({ sheet: sheet.name, row: row.rowNumber, column: letters, found, error })
    }
    const attempt = <T>(id: string, column: number, read: (cell: Cell) => T): T | null => {
      try {
        return read(row.cells[column] ?? EMPTY_CELL)
      } catch (error) {
        if (!(error instanceof ShishuError)) throw error
        faulty.add(id)
        fault(column, error)
        return null
      }
    }
    const year = rowYear(match, attempt) ?? table.year
    const values: Record<string, FieldValue> = {}
    const stated: Record<string, number> = {}
    let filled = 0
    for (const { id, field, column, unit } of columns) {
      const value = attempt(id, column, (cell) => readCell(cell, field, { unit, year }))
      if (value !== null) filled += 1
      if (field.type !== 'days') values[id] = value
      else if (typeof value === 'number') stated[id] = value
    }
    if (filled === 0 && faulty.size === 0) {
      const text =
        row.cells
          .find((cell) => !isBlank(cell))
          ?.text.trim()
          .slice(0, LONGEST_FOUND) ?? ''
      result.notices.push(makeNotice(sheet.name, row.rowNumber, 'nothing-row', { text }))
      continue
    }
    const { orgUnitColumn, townColumn } = match
    const orgUnit = orgUnitColumn === undefined ? (reporter ?? town) : attempt('#orgUnit', orgUnitColumn, places)
    if (townColumn !== undefined && town !== null) {
      attempt('#town', townColumn, (cell) => checkTown(cell, tree, town))
    }
    const checkedPlace = orgUnit ?? town
    if (checkedPlace !== null && options.checkRow !== undefined) {
      const base = { orgUnit: checkedPlace, values }
      const content = Object.keys(stated).length === 0 ? base : { ...base, stated }
      for (const { field, error } of options.checkRow(ledger, content)) {
        if (isConsequence(field, error, faulty, columnOf, match)) continue
        faulty.add(field ?? '#row')
        fault(field === undefined || field === null ? null : (columnOf.get(field) ?? null), error)
      }
    }
    if (faulty.size > 0 || orgUnit === null) continue
    const entry: ImportedRow = { ledger: ledger.id, orgUnit, values, sheet: sheet.name, rowNumber: row.rowNumber }
    const content = JSON.stringify([ledger.id, orgUnit, values])
    const earlier = seen.get(content)
    if (earlier === undefined) {
      seen.set(content, entry)
      result.rows.push(entry)
    } else {
      const facts = { sheet: earlier.sheet, row: earlier.rowNumber }
      result.notices.push(makeNotice(sheet.name, row.rowNumber, 'duplicate-row', facts))
    }
  }
}

/** Whether a problem only follows from a cell that could not be read, or a column that is missing: said there already. */
function isConsequence(
  field: string | null | undefined,
  error: ShishuError,
  faulty: ReadonlySet<string>,
  columnOf: ReadonlyMap<string, number>,
  match: LedgerMatch,
): boolean {
  if (field !== undefined && field !== null) {
    if (faulty.has(field)) return true
    if (error.code === 'field.required' && !columnOf.has(field) && match.ledger.fields[field]?.required === true)
      return true
  }
  const unread = [...faulty].some((id) => id !== '#row' && !id.startsWith('#') && match.ledger.fields[id] !== undefined)
  return unread && !error.code.startsWith('field.')
}

function rowYear(
  { yearColumn }: LedgerMatch,
  attempt: <T>(id: string, column: number, read: (cell: Cell) => T) => T | null,
): number | undefined {
  if (yearColumn === undefined) return undefined
  const year = attempt('#year', yearColumn, (cell) => {
    const text = plainText(cell)
    if (text === '') return null
    const found = /^((?:19|20)\d{2})年?度?$/.exec(text)
    if (found === null) throw documentsError('cell.not-a-year', { text })
    return Number(found[1])
  })
  return year ?? undefined
}

/** Reads places of the town, each name once. Without a town nothing is read: that is a fault already. */
function cachedPlaces(tree: OrgTree, town: string | null): (cell: Cell) => string | null {
  const known = new Map<string, string>()
  return (cell) => {
    if (town === null) return null
    checkReadable(cell)
    const found = known.get(cell.text)
    if (found !== undefined) return found
    const code = readPlace(cell, tree, town)
    // A place left out is never guessed: it may be the one above, or the town itself.
    if (code === null) throw documentsError('cell.place-missing', { town: tree.get(town).name })
    known.set(cell.text, code)
    return code
  }
}

/** The village that filled the table in, when its line 填报单位 names one of the town. */
function reporterPlace(table: Table, tree: OrgTree, town: string): string | null {
  const name = reporterOf(table)
  const units = name === '' ? [] : tree.byName(name.replace(tree.get(town).name, '') || name, town)
  const [unit] = units
  return units.length === 1 && levelOf(unit!.code) !== 'township' ? unit!.code : null
}

function checkTown(cell: Cell, tree: OrgTree, town: string): void {
  const name = plainText(cell)
  const own = tree.get(town)
  if (name === '' || name === town || tree.byName(name, town).some(({ code }) => code === town)) return
  throw documentsError('sheet.other-town', { found: name, town: own.name })
}
