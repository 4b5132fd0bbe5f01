import type { Ledger } from '../ledger/ledger.ts'
import { givenMeasures, type MeasureInfo } from './given-measures.ts'

/** Every measure that a ledger can book to, its loop's included, one per part. */
export function measuresOf(ledger: Ledger): MeasureInfo[] {
  const own = Object.entries(ledger.measures).flatMap(([id, measure]): MeasureInfo[] => {
    const key = `${ledger.id}.${id}`
    const label = `${ledger.label}·${measure.label}`
    const by = measure.by === undefined ? undefined : ledger.fields[measure.by]
    if (by?.type !== 'choice') return [{ key, label, kind: measure.kind }]
    return Object.entries(by.options).map(([part, name]) => ({
      key: `${key}[${part}]`,
      label: `${label}（${name}）`,
      kind: measure.kind,
    }))
  })
  return [...own, ...givenMeasures(ledger)]
}

/** The ledger part of a measure key or reference: `disputes.at[opened]` → `disputes`. */
export function ledgerOfMeasure(key: string): string {
  return key.slice(0, key.indexOf('.'))
}

/** Whether a reference (`ledger.measure`, or with a part) names the measure `key`: without a part it names all parts. */
export function namesMeasure(reference: string, key: string): boolean {
  return key === reference || (key.startsWith(reference) && key[reference.length] === '[')
}
