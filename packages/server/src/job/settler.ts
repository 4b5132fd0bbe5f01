import { codeKey } from '@shishu/kernel'
import { type OpenBook, settle } from '@shishu/store'

/** Gives what is booked its place in the journal soon afterwards, a town at a time, whoever booked it. */
export interface Settler {
  /** Says that something was booked in a town. */
  booked(town: string): void
  /** Settles whatever is left. */
  stop(): Promise<void>
}

/** Bookings of this long are settled together. */
const GATHER_MS = 150

export function startSettler(book: OpenBook): Settler {
  const waiting = new Map<string, NodeJS.Timeout>()
  const running = new Set<Promise<unknown>>()
  const run = (town: string) => {
    waiting.delete(town)
    const work: Promise<unknown> = settle(book, codeKey(town)).finally(() => running.delete(work))
    running.add(work)
  }
  return {
    booked: (town) => {
      if (!waiting.has(town)) waiting.set(town, setTimeout(run, GATHER_MS, town))
    },
    stop: async () => {
      for (const [town, timer] of waiting) {
        clearTimeout(timer)
        run(town)
      }
      await Promise.all(running)
    },
  }
}
