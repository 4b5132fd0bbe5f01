import { performance } from 'node:perf_hooks'

/** Milliseconds that some work took. */
export async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; value: T }> {
  const start = performance.now()
  const value = await work()
  return { ms: performance.now() - start, value }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/**
 * Median milliseconds of several works, taken in turns, so that what else the machine does hits them alike.
 * Each is run a few times first: plans are made and pages read.
 */
export async function inTurns<K extends string>(
  rounds: number,
  works: Record<K, () => Promise<unknown>>,
): Promise<Record<K, number>> {
  const names = Object.keys(works) as K[]
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<K, number[]>
  const WARMING = 8
  for (let round = -WARMING; round < rounds; round += 1) {
    for (const name of names) {
      const { ms } = await timed(works[name])
      if (round >= 0) times[name].push(ms)
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(times[name])])) as Record<K, number>
}
