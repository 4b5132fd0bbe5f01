import { takingTurns } from '../evidence/turns.ts'
import { serverError } from '../server-errors.ts'

/** Requests of one person that are worked on at once; each may hold a connection to the book. */
const AT_ONCE = 4
/** Requests of one person that wait for the others; a page asks for a dozen things when it opens. */
const WAITING = 60

interface Turns {
  inTurn: ReturnType<typeof takingTurns>
  /** Running and waiting. */
  count: number
}

/**
 * Lets so many requests of one person run at once; the others wait in their order, so that nobody’s page holds up
 * everybody’s.
 * Errors  request.too-many: too many wait already
 */
export function turnsOfPerson(atOnce = AT_ONCE, waiting = WAITING) {
  const turns = new Map<string, Turns>()
  return async <T>(person: string, work: () => Promise<T>): Promise<T> => {
    const own = turns.get(person) ?? { inTurn: takingTurns(atOnce), count: 0 }
    if (own.count >= atOnce + waiting) throw serverError('request.too-many', { seconds: 1 })
    turns.set(person, own)
    own.count += 1
    try {
      return await own.inTurn(work)
    } finally {
      own.count -= 1
      if (own.count === 0) turns.delete(person)
    }
  }
}
