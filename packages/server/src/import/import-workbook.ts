import type { Fault, LedgerWorkbook } from '@shishu/documents'
import { codeKey, keyText, type Language } from '@shishu/kernel'
import {
  addOrgUnits,
  type Book,
  type Booked,
  bookEntries,
  type Draft,
  findBatchOf,
  settle,
  storeError,
} from '@shishu/store'
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
  const { bytes, fileName, by, town, language, reason, progress = () => undefined, reader = readHere } = request
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
  if (request.preview === true) return { outcome: 'previewed', reading }
  request.signal?.throwIfAborted()
  if (reading.town === null) {
    await addOrgUnits(book, reading.orgUnits, by)
    return { outcome: 'booked', reading, booked: null }
  }
  const booked = await bookEntries(book, {
    request: id,
    town: reading.town,
    by,
    ...(reason === undefined ? {} : { reason }),
    ...(reading.orgUnits.length === 0 ? {} : { orgUnits: reading.orgUnits }),
    ...(request.permit === undefined ? {} : { permit: request.permit }),
    changes: reading.rows.map(({ ledger, orgUnit, values }) => ({ kind: 'put', ledger, orgUnit, values })),
  })
  progress({ stage: 'booked', rows })
  if (reading.orgUnits.length > 0) book.orgTree = book.orgTree.with(reading.orgUnits)
  await settle(book, codeKey(reading.town), { fold: true })
  return { outcome: 'booked', reading, booked }
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
