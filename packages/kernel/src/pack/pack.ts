import type { Indicator } from '../indicator/indicator.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Role } from '../permission/role.ts'
import type { Report } from '../report/report.ts'
import type { Requirement } from '../requirement/requirement.ts'
import type { Target } from '../target/target.ts'
import type { Mission } from './mission.ts'

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
  requirements: readonly Requirement[]
  /** The first is the main one. */
  reports: readonly Report[]
  missions: readonly Mission[]
  roles: readonly Role[]
}
export const definePack = (pack: Pack): Pack => pack
