import type { Ledger } from '../ledger/ledger.ts'

/** A measure as people see it in a list. */
export interface MeasureInfo {
  /** `ledger.measure` or `ledger.measure[part]`. */
  key: string
  label: string
  kind: 'flow' | 'stock'
}

/** The names of the measures that ledgers have besides those they define: of a case its loop's, of any other `kept`. */
export const GIVEN_MEASURES = ['opened', 'at', 'entered', 'overdue', 'withinLimit', 'pastLimit', 'kept'] as const

/**
 * The measure that tells whether a ledger is kept at all: entries by their own day. Of a case it is `opened`. A figure
 * over a ledger in which nothing is kept is absent; over one that is kept it may be zero.
 */
export function keptMeasure(ledger: Ledger): string {
  return `${ledger.id}.${ledger.loop === undefined ? 'kept' : 'opened'}`
}

/** The field that gives an entry its own day, where it has no loop: the first date or month that it must have. */
export function dayField(ledger: Ledger): string | null {
  const dated = Object.entries(ledger.fields).filter(([, field]) => field.type === 'date' || field.type === 'month')
  return (dated.find(([, field]) => field.required) ?? dated[0])?.[0] ?? null
}

/**
 * The measures that a ledger has besides those it defines. Of a loop: cases opened (flow), in each state (stock), led into each state (flow); of each
 * state that has a limit: overdue (stock), left within it and left late (flows, on the day of leaving).
 */
export function givenMeasures(ledger: Ledger): MeasureInfo[] {
  const { loop, id } = ledger
  if (loop === undefined) return [{ key: keptMeasure(ledger), label: `${ledger.label}·条目`, kind: 'flow' }]
  const states = Object.entries(loop.states)
  const entered = new Set(Object.values(loop.steps).map((step) => step.to))
  return [
    { key: `${id}.opened`, label: `${ledger.label}·新立`, kind: 'flow' },
    ...states.map(([state, { label }]) => ({
      key: `${id}.at[${state}]`,
      label: `${ledger.label}·在“${label}”`,
      kind: 'stock' as const,
    })),
    ...states
      .filter(([state]) => entered.has(state))
      .map(([state, { label }]) => ({
        key: `${id}.entered[${state}]`,
        label: `${ledger.label}·转入“${label}”`,
        kind: 'flow' as const,
      })),
    ...states
      .filter(([, state]) => state.limit !== undefined)
      .flatMap(([state, { label }]): MeasureInfo[] => [
        { key: `${id}.overdue[${state}]`, label: `${ledger.label}·“${label}”超期`, kind: 'stock' },
        { key: `${id}.withinLimit[${state}]`, label: `${ledger.label}·“${label}”按期办出`, kind: 'flow' },
        { key: `${id}.pastLimit[${state}]`, label: `${ledger.label}·“${label}”逾期办出`, kind: 'flow' },
      ]),
  ]
}
