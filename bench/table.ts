import type { Result } from './results.ts'

/** Prints results with what each floor is. */
export function printTable(results: readonly Result[]): void {
  const number = (value: number | null) =>
    value === null ? '—' : Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(2)
  const row = (cells: readonly string[]) =>
    console.log(
      `${cells[0]!.padEnd(18)}${cells[1]!.padEnd(12)}${cells
        .slice(2, 5)
        .map((cell) => cell.padStart(10))
        .join('')}  ${cells.slice(5).join('')}`,
    )
  row(['', 'unit', 'median', 'floor', 'ratio', 'budget'])
  for (const { name, unit, median, floor, ratio, budget, met, notes } of results) {
    row([
      name,
      unit,
      number(median),
      number(floor),
      number(ratio),
      `${budget}${met === null ? '' : met ? '  ✓' : '  ✗ missed'}`,
    ])
    for (const note of notes) console.log(`${' '.repeat(18)}${note}`)
  }
}
