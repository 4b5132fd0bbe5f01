import { type Fault, type LedgerWorkbook, makeNotice } from '@shishu/documents'
import { codeKey, keyText, type Language } from '@shishu/kernel'
import {
  addOrgUnits,
  type Book,
  type Booked,
  type BookingRequest,
  bookEntries,
  type Draft,
  findBatchOf,
  foreseeBooking,
  settle,
  storeError,
} from '@shishu/store'
import { importError } from './import-errors.ts'
import { importRequest } from './import-request.ts'
import { readHere, type WorkbookReader } from './workbook-reader.ts'

/** What became of a workbook. */
export type Imported =
  /** Nothing was booked; `marked` is the file with each fault marked. */
  | { outcome: 'refused'; reading: LedgerWorkbook; marked: Uint8Array }
  /** The same file had been booked before; nothing was booked again. */
  | { outcome: 'repeated' }
  | { outcome: 'previewed'; reading: LedgerWorkbook }
  | { outcome: 'booked'; reading: LedgerWorkbook; booked: Booked | null }

/** How far an import is: rows are counted as they are checked. */
export interface ImportProgress {
  stage: 'reading' | 'checked' | 'booked'
  rows: number
}

export interface ImportRequest {
  bytes: Uint8Array
  fileName: string
  by: string
  /** Code of the town, where the workbook does not name it. */
  town?: string
  /** Reads and checks only. */
  preview?: boolean
  /** Why; needed where the workbook changes a closed period. */
  reason?: string
  language: Language
  /** As of a booking: throws where the asker may not book a version. */
  permit?: (draft: Draft) => void
  /** Faults besides those of the content, such as rows that are not the asker's. */
  checkReading?: (reading: LedgerWorkbook) => readonly Fault[]
  progress?: (now: ImportProgress) => void
  /** Where the workbook is read; in this thread by default. */
  reader?: WorkbookReader
  /** Until booking begins, ends the import with nothing booked. */
  signal?: AbortSignal
}

/**
 * Imports a workbook as offices keep it: all of it in one transaction, or none.
 * Errors  those of reading (workbook.*) and booking (entry.*, closing.*, engine.*).
 */
export async function importWorkbook(book: Book, request: ImportRequest): Promise<Imported> {
  const { bytes, fileName, by, town, language, progress = () => undefined, reader = readHere } = request
  const id = await importRequest(book, bytes, town)
  if (request.preview !== true && (await findBatchOf(book, id)) !== null) return { outcome: 'repeated' }
  progress({ stage: 'reading', rows: 0 })
  const options = {
    ledgers: book.definitions.pack.ledgers,
    orgTree: book.orgTree,
    fileName,
    ...(town === undefined ? {} : { town }),
  }
  const reading = await reader.read(bytes, options, (rows) => progress({ stage: 'reading', rows }))
  const rows = reading.sheets.reduce((sum, sheet) => sum + sheet.rows, 0)
  reading.faults.push(...sameKeyFaults(book, reading), ...(request.checkReading?.(reading) ?? []))
  progress({ stage: 'checked', rows })
  if (reading.faults.length > 0) {
    return { outcome: 'refused', reading, marked: await reader.mark(bytes, reading.faults, language) }
  }
  const refused = async () => ({
    outcome: 'refused' as const,
    reading,
    marked: await reader.mark(bytes, reading.faults, language),
  })
  const asked = bookingOf(request, id, reading)
  if (request.preview === true) {
    if (asked !== null) await foresee(book, asked, reading)
    return reading.faults.length > 0 ? refused() : { outcome: 'previewed', reading }
  }
  request.signal?.throwIfAborted()
  if (asked === null || reading.town === null) {
    await addOrgUnits(book, reading.orgUnits, by)
    return { outcome: 'booked', reading, booked: null }
  }
  const booked = await bookEntries(book, asked)
  progress({ stage: 'booked', rows })
  if (reading.orgUnits.length > 0) book.orgTree = book.orgTree.with(reading.orgUnits)
  await settle(book, codeKey(reading.town), { fold: true })
  return { outcome: 'booked', reading, booked }
}

function bookingOf(request: ImportRequest, id: string, reading: LedgerWorkbook): BookingRequest | null {
  const { by, reason, permit } = request
  if (reading.town === null) return null
  return {
    request: id,
    town: reading.town,
    by,
    ...(reason === undefined ? {} : { reason }),
    ...(reading.orgUnits.length === 0 ? {} : { orgUnits: reading.orgUnits }),
    ...(permit === undefined ? {} : { permit }),
    changes: reading.rows.map(({ ledger, orgUnit, values }) => ({ kind: 'put', ledger, orgUnit, values })),
  }
}

/** Adds to a reading what booking it would refuse, row by row, and which rows would change a closed period. */
async function foresee(book: Book, asked: BookingRequest, reading: LedgerWorkbook): Promise<void> {
  const { refusals, adjusting, adjusts } = await foreseeBooking(book, asked)
  for (const { change, field, error } of refusals) {
    const { ledger, sheet, rowNumber: row, values } = reading.rows[change]!
    const columns = reading.sheets.find((one) => one.sheet === sheet)?.columns ?? []
    const column = field === null ? null : (columns.find((one) => one.field === field)?.column ?? null)
    // Whether the place is the asker's has been looked at by then: what is left is a step.
    const label = book.definitions.ledger(ledger).label
    const said = error.code === 'access.refused' ? importError('import.step-refused', { ledger: label }) : error
    reading.faults.push({ sheet, row, column, found: field === null ? '' : String(values[field] ?? ''), error: said })
  }
  for (const change of adjusting) {
    const { sheet, rowNumber: row } = reading.rows[change]!
    reading.notices.push(makeNotice(sheet, row, 'closed-period', { periods: adjusts }))
  }
}

/** Rows that the ledger's key does not tell apart though they differ: one of them is mistaken. */
function sameKeyFaults(book: Book, reading: LedgerWorkbook): Fault[] {
  const first = new Map<string, number>()
  const faults: Fault[] = []
  for (const { ledger: id, orgUnit, values, sheet, rowNumber } of reading.rows) {
    const ledger = book.definitions.ledger(id)
    const key = `${id} ${keyText(ledger, { orgUnit, values, track: [] })}`
    const row = first.get(key)
    if (row === undefined) first.set(key, rowNumber)
    else {
      const fields = ledger.key.map((field) => ledger.fields[field]!.label).join('、')
      const error = storeError('entry.same-key', { row, fields })
      faults.push({ sheet, row: rowNumber, column: null, found: '', error })
    }
  }
  return faults
}
