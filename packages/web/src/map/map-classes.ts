import { roundTop } from '../drawing/scale.ts'

/** A class of values: `from` is in it, `until` only in the last. */
export interface MapClass {
  from: number
  until: number
  last: boolean
}

/** Even classes with round bounds from zero, or from below it, that hold all values; one for each value if few. */
export function classesOf(values: readonly number[], most: number): MapClass[] {
  if (values.length === 0) return []
  const low = Math.min(0, ...values)
  const high = Math.max(0, ...values)
  const step = roundTop((high - low) / most)
  const start = Math.floor(low / step) * step
  const count = Math.max(1, Math.ceil((high - start) / step - 1e-9))
  const at = (index: number) => Number((start + index * step).toPrecision(12))
  return Array.from({ length: count }, (_, index) => ({
    from: at(index),
    until: at(index + 1),
    last: index === count - 1,
  }))
}
