/** A round number at or above the value, so that an axis ends on one: 1, 2, 2.5, 4, 5, 6, 8 × 10ⁿ. */
export function roundTop(value: number): number {
  if (!(value > 0)) return 1
  const power = 10 ** Math.floor(Math.log10(value))
  const steps = [1, 2, 2.5, 4, 5, 6, 8, 10]
  const share = value / power
  return (steps.find((step) => step >= share - 1e-9) ?? 10) * power
}

/** Marks of an axis from `least` to `top`, both included; zero is always among them. */
export function axisMarks(least: number, top: number): number[] {
  if (least >= 0) return [0, top / 2, top]
  return [least, 0, top]
}

/** The range that shows all values and zero, with round ends. */
export function rangeOf(values: readonly number[]): { least: number; top: number } {
  const highest = Math.max(0, ...values)
  const lowest = Math.min(0, ...values)
  return { least: lowest < 0 ? -roundTop(-lowest) : 0, top: highest > 0 || lowest === 0 ? roundTop(highest) : 0 }
}
