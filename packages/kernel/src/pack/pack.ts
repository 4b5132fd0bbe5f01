import type { Indicator } from '../indicator/indicator.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Report } from '../report/report.ts'
import type { Target } from '../target/target.ts'

/** A number, text or day that a town may set for itself, with the default in force. */
export interface Param {
  id: string
  label: string
  gloss: string
  value: string | number
  source: string
}
export const defineParam = (param: Param): Param => param

/** Everything that says what the software is about: plain data, replaceable by another pack. */
export interface Pack {
  id: string
  label: string
  gloss: string
  offices: Readonly<Record<string, string>>
  params: readonly Param[]
  ledgers: readonly Ledger[]
  indicators: readonly Indicator[]
  targets: readonly Target[]
  reports: readonly Report[]
}
export const definePack = (pack: Pack): Pack => pack
