/** Chances that are the same on every machine: mulberry32 from a seed. */
export interface Chance {
  /** A whole number from `least` to `most`, both included. */
  int(least: number, most: number): number
  happens(probability: number): boolean
  pick<T>(list: readonly T[]): T
}

export function chanceOf(seed: number): Chance {
  let state = seed | 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const int = (least: number, most: number) => least + Math.floor(next() * (most - least + 1))
  return { int, happens: (probability) => next() < probability, pick: (list) => list[int(0, list.length - 1)]! }
}
