import type { Words } from '../words/words.ts'

/** As the server’s rules have it where nobody changed them; it decides. */
const SHORTEST = 10
const CLASSES = [/\p{Lu}/u, /\p{Ll}/u, /\p{Nd}/u, /[^\p{Lu}\p{Ll}\p{Nd}]/u]
const CLASSES_NEEDED = 3

export interface NewPassword {
  current: string
  next: string
  again: string
}

/**
 * What can be said of a new password before the server is asked; the server has the last word, on history and
 * well-known passwords too. Faults by field, none: empty.
 */
export function passwordFaults(given: NewPassword, words: Words['password'], asksCurrent: boolean) {
  const faults: Partial<Record<keyof NewPassword, string>> = {}
  if (asksCurrent && given.current === '') faults.current = words.needCurrent
  if ([...given.next].length < SHORTEST) faults.next = words.tooShort
  else if (CLASSES.filter((each) => each.test(given.next)).length < CLASSES_NEEDED) faults.next = words.tooPlain
  else if (asksCurrent && given.next === given.current) faults.next = words.same
  if (given.again !== given.next) faults.again = words.differs
  return faults
}
