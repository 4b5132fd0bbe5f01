import type { ShishuError } from '@shishu/kernel'

/** Something in a workbook that a person must mend before it can be booked. */
export interface Fault {
  sheet: string
  /** As the sheet counts: from 1. */
  row: number
  /** The column's letters; null when the row or the table as a whole is meant. */
  column: string | null
  /** What stands there now. */
  found: string
  error: ShishuError
}

/** The sheet in which a refused workbook lists its faults; an import passes over it. */
export const FAULTS_SHEET = '导入问题'
