import { serverError } from '../server-errors.ts'

/** Answers of one person that stay open at once: a few pages in a few windows. */
const AT_ONCE = 5

/**
 * Counts the answers that stay open to each person.
 * @returns counts one more, and gives what takes it off again, once
 * Errors  request.too-many
 */
export function streamsOfPerson(atOnce = AT_ONCE): (person: string) => () => void {
  const open = new Map<string, number>()
  return (person) => {
    const count = open.get(person) ?? 0
    if (count >= atOnce) throw serverError('request.too-many', { seconds: 15 })
    open.set(person, count + 1)
    let ended = false
    return () => {
      if (ended) return
      ended = true
      const left = open.get(person)! - 1
      if (left === 0) open.delete(person)
      else open.set(person, left)
    }
  }
}
