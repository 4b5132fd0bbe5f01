import { dayOf, within } from './calendar.ts'

/** A fixed sequence of chances: the same name gives the same story, on any machine. */
export interface Dice {
  /** A whole number from `least` to `most`, both included. */
  int(least: number, most: number): number
  chance(probability: number): boolean
  pick<T>(list: readonly T[]): T
  /** How often something with this mean happens: its whole part, and once more with the rest's probability. */
  times(mean: number): number
  /** A day of the month, up to the 28th. */
  day(month: string): string
  /** Days that follow one another; once one does not happen or lies after the story's end, none after it does. */
  chain(
    start: string,
    ...gaps: readonly (readonly [least: number, most: number, probability?: number])[]
  ): (string | null)[]
  /** A made-up person's name. */
  person(): string
}

const SURNAMES = ['石', '柳', '田', '江', '秦', '白', '苗', '竺', '云', '乐', '安', '池', '甘', '常', '路', '穆']
const GIVEN = ['禾', '杉', '枫', '麦', '溪', '岚', '桐', '松', '榆', '荞', '荷', '棠', '苇', '榕', '桦', '稷']

/** mulberry32 over an FNV-1a hash of the name. */
export function diceOf(name: string): Dice {
  let state = 0x811c9dc5
  for (const character of name) state = Math.imul(state ^ character.codePointAt(0)!, 0x01000193)
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const int = (least: number, most: number) => least + Math.floor(next() * (most - least + 1))
  const chance = (probability: number) => next() < probability
  const pick = <T>(list: readonly T[]): T => list[int(0, list.length - 1)]!
  return {
    int,
    chance,
    pick,
    times: (mean) => Math.floor(mean) + (chance(mean - Math.floor(mean)) ? 1 : 0),
    day: (month) => dayOf(month, int(1, 28)),
    chain: (start, ...gaps) => {
      let last: string | null = start
      return gaps.map(([least, most, probability = 1]) => {
        const gap = int(least, most)
        last = last !== null && chance(probability) ? within(last, gap) : null
        return last
      })
    },
    person: () => `${pick(SURNAMES)}${pick(GIVEN)}${chance(0.7) ? pick(GIVEN) : ''}`,
  }
}
