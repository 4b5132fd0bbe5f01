/** How a column's dates are written; a sheet that has several mixes them. `month-day` only where the title gives the year. */
export type DateStyle = 'cell' | 'dot' | 'chinese' | 'slash' | 'month-day'

/** How an office lays out one ledger's sheets; what is left out is as the ledger's definition has it. */
export interface SheetLayout {
  ledger: string
  /** Short name for the tab; the ledger's label without 台账 by default. */
  tab?: string
  /** One sheet per year of this date or month field; else one sheet for all years. */
  byYear?: string
  /** Headings other than the field's label; a pair is an upper and a lower heading. */
  heads?: Readonly<Record<string, string | readonly [upper: string, lower: string]>>
  /** Units other than the field's, by field. */
  units?: Readonly<Record<string, 'yuan' | 'wan-yuan' | 'yi-yuan'>>
  dates?: readonly DateStyle[]
  /** Yes as √ and no as an empty cell, instead of 是 and 否. */
  ticks?: boolean
  /** Heading of the column of villages; null: the sheet has none, all of it is the town's. */
  place?: string | null
  /** 新桥 for 新桥村, now and then. */
  shortPlaces?: boolean
  /** A subtotal row after each group of this field, and a total at the end. */
  subtotals?: string
  /** A total row at the end. */
  total?: boolean
  /** Every so often this text column's or number column's digits are full-width. */
  fullWidth?: string
  /** Rows of remarks under the table. */
  remarks?: readonly string[]
  /** A row, by its place in the sheet of `year`, that was pasted twice; in the main town only. */
  duplicate?: { year: string; row: number }
}
