import {
  type Fault,
  type LedgerWorkbook,
  markFaults,
  type ReadLedgerOptions,
  readLedgerWorkbook,
} from '@shishu/documents'
import type { Language } from '@shishu/kernel'
import { checkRow } from './check-row.ts'

/** What a workbook is read with. */
export type ReadingOptions = Pick<ReadLedgerOptions, 'ledgers' | 'orgTree' | 'fileName' | 'town'>

/** Whatever reads workbooks and marks them: here, or in a thread of its own. */
export interface WorkbookReader {
  /**
   * Reads a workbook and checks each row against the kernel. Errors: of readLedgerWorkbook.
   * @param counted  told now and then how many rows have been checked
   */
  read(bytes: Uint8Array, options: ReadingOptions, counted: (rows: number) => void): Promise<LedgerWorkbook>
  /** The workbook with its faults marked. Errors: of markFaults. */
  mark(bytes: Uint8Array, faults: readonly Fault[], language: Language): Promise<Uint8Array>
}

/** Rows between two tellings. */
const TOLD_EVERY = 200

/** Reads in this thread: nothing else gets its turn meanwhile. */
export const readHere: WorkbookReader = {
  read: (bytes, options, counted) => {
    let rows = 0
    return readLedgerWorkbook(bytes, {
      ...options,
      checkRow: (ledger, row) => {
        rows += 1
        if (rows % TOLD_EVERY === 0) counted(rows)
        return checkRow(ledger, row)
      },
    })
  },
  mark: async (bytes, faults, language) => markFaults(bytes, faults, language),
}
