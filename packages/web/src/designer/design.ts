import {
  type DefinitionCase,
  type Field,
  type Indicator,
  type Ledger,
  type LedgerKind,
  type Loop,
  type LoopState,
  type LoopStep,
  type Measure,
  OWN_PREFIX,
  type Report,
  type ReportParagraph,
  type Slot,
  type UnitId,
} from '@shishu/kernel'

/**
 * What is being designed and not published yet: definitions as a person fills them in, half-done ones too. Things are known
 * by ids that are made from their labels once and then kept; one that has no label yet has the id ''.
 */
export interface Design {
  ledgers: readonly LedgerDraft[]
  indicators: readonly IndicatorDraft[]
  reports: readonly ReportDraft[]
  /** In the ids of the drafts. */
  cases: readonly DefinitionCase[]
  /** The day from which it is to hold; empty: today. */
  from: string
  reason: string
}

export const EMPTY_DESIGN: Design = { ledgers: [], indicators: [], reports: [], cases: [], from: '', reason: '' }

/** The kinds of field that are offered: those of the kernel, long text apart. */
export type RowType = 'text' | 'long-text' | 'choice' | 'date' | 'month' | 'quantity' | 'boolean' | 'days'

/** One row of the table of fields. */
export interface FieldRow {
  row: number
  id: string
  label: string
  gloss: string
  type: RowType
  unit: UnitId
  /** Labels of a choice, as typed: 好、一般、差. */
  options: string
  /** The code of each option that has ever been among them. */
  codes: Readonly<Record<string, string>>
  required: boolean
  personal: boolean
  help: string
  /** Of computed days: the two dates. */
  from: string
  to: string
  /** What it was made from: what the table does not show is kept from it. */
  base: Field | null
}

/** One condition under which entries count. */
export interface ConditionRow {
  row: number
  field: string
  test: 'is' | 'not' | 'atLeast' | 'atMost' | 'filled' | 'empty'
  /** An option's code, `true` or `false`, a day, or a number as typed in the field's unit. */
  value: string
}

/** One thing that is counted or added up. */
export interface MeasureRow {
  row: number
  id: string
  label: string
  gloss: string
  kind: Measure['kind']
  /** The field that is added up; empty: entries are counted. */
  of: string
  /** The date on which it counts, or from which it stands. */
  on: string
  /** Of what stands: until when; empty for ever. */
  until: string
  by: string
  /** Null: as in `base`. */
  where: readonly ConditionRow[] | null
  base: Measure | null
}

export interface StateRow {
  row: number
  id: string
  label: string
  gloss: string
  end: '' | 'done' | 'withdrawn'
  /** Time limit as typed; empty for none. */
  count: string
  unit: 'calendar-day' | 'working-day' | 'month'
  source: string
  base: LoopState | null
}

export interface StepRow {
  row: number
  id: string
  label: string
  gloss: string
  from: readonly string[]
  to: string
  /** The duty; empty: whoever handles the ledger's cases. */
  by: string
  day: string
  needs: readonly string[]
  base: LoopStep | null
}

export interface LoopDraft {
  /** The date on which a case opens. */
  on: string
  /** The state that it opens in; empty: the first. */
  opens: string
  states: readonly StateRow[]
  steps: readonly StepRow[]
  base: Loop | null
}

export interface LedgerDraft {
  /** Names the draft in addresses: of a ledger that is in force, its id. */
  key: string
  id: string
  /** Whether it is in force already: then what is booked in it must still be understood. */
  inForce: boolean
  kind: LedgerKind
  label: string
  gloss: string
  office: string
  source: string
  local: boolean
  fields: readonly FieldRow[]
  /** Ids of fields, and the place. */
  keyFields: readonly string[]
  measures: readonly MeasureRow[]
  loop: LoopDraft | null
  base: Ledger | null
}

export type Template = 'sum' | 'ratio' | 'growth' | 'progress' | 'own'
/** How a measure is read: in the period, at its end, or since January. */
export type Reading = 'flow' | 'stock' | 'cumulative'

export interface IndicatorDraft {
  key: string
  id: string
  inForce: boolean
  label: string
  gloss: string
  template: Template
  reading: Reading
  measure: string
  /** What a ratio is divided by. */
  divisor: string
  target: string
  /** The formula as typed, where it is typed. */
  formula: string
  /** Empty: what the formula asks for. */
  unit: Indicator['unit'] | ''
  counter: string
  decimals: string
  better: Indicator['better']
  source: string
  base: Indicator | null
}

export interface ParagraphRow {
  row: number
  style: ReportParagraph['style']
  lead: string
  /** With the names of blanks where the figures go: 全镇共有【在库项目】个. */
  text: string
  /** What it was made from: what is not edited here is kept from it. */
  base: ReportParagraph | null
}

export interface ReportDraft {
  /** The report’s id. */
  key: string
  inForce: boolean
  paragraphs: readonly ParagraphRow[]
  /** By the name that stands in the text. */
  blanks: Readonly<Record<string, { slot: number; value: Slot }>>
  base: Report
}

/** A number that no row among these has. */
export const nextRow = (rows: readonly { row: number }[]): number => Math.max(0, ...rows.map(({ row }) => row)) + 1

/** A key that no draft among these has: `l1`, `i2`. */
export function nextKey(letter: string, drafts: readonly { key: string }[]): string {
  let number = 1
  while (drafts.some(({ key }) => key === `${letter}${number}`)) number += 1
  return `${letter}${number}`
}

export const isEmpty = ({ ledgers, indicators, reports }: Design): boolean =>
  ledgers.length + indicators.length + reports.length === 0

/** Whether a ledger is the pack's: what every town counts by stays as it is. */
export const isOfPack = ({ inForce, id }: Pick<LedgerDraft, 'inForce' | 'id'>): boolean =>
  inForce && !id.startsWith(OWN_PREFIX)
