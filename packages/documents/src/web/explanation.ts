/** One entry that a figure rests on. Personal fields are masked already. */
export interface ExplainedEntry {
  ledger: string
  /** The entry's id. */
  entry: string
  summary: string
  orgUnit: string
  day: string
  /** In words, with its unit. */
  amount: string
}

/** One input of a figure's formula, and the entries that it adds up. */
export interface ExplainedInput {
  label: string
  /** The sum of all its entries, in words. */
  amount: string
  entryCount: number
  /** All of them, or the first ones. */
  entries: readonly ExplainedEntry[]
}

/** Where a figure comes from, in words ready to be printed. */
export interface Explanation {
  slot: number
  label: string
  indicator: string
  /** As it stands in the prose: 120余. */
  text: string
  /** The exact value with its unit: 123户. */
  value: string
  unit: string
  /** What the indicator is, in words. */
  definition: string
  /** The formula as it is written. */
  formula: string
  /** The formula in words, with the numbers put in. */
  withNumbers: string
  source: string
  countingRule: string | null
  numerator: string | null
  denominator: string | null
  inputs: readonly ExplainedInput[]
  target: { label: string; value: string; planned: string; reached: string } | null
  lastYear: { text: string; change: string } | null
  /** Why there is no value; null where there is one. */
  absent: string | null
}
