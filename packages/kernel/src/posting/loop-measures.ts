import type { Ledger } from '../ledger/ledger.ts'

/** A measure as people see it in a list. */
export interface MeasureInfo {
  /** `ledger.measure` or `ledger.measure[part]`. */
  key: string
  label: string
  kind: 'flow' | 'stock'
}

/** The names of the measures that every case ledger has from its loop. */
export const LOOP_MEASURES = ['opened', 'at', 'entered', 'overdue'] as const

/**
 * The measures that a loop gives: cases opened (flow), in each state (stock), led into each state (flow),
 * and overdue in each state that has a limit (stock).
 */
export function loopMeasures(ledger: Ledger): MeasureInfo[] {
  const { loop, id } = ledger
  if (loop === undefined) return []
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
      .map(([state, { label }]) => ({
        key: `${id}.overdue[${state}]`,
        label: `${ledger.label}·“${label}”超期`,
        kind: 'stock' as const,
      })),
  ]
}
