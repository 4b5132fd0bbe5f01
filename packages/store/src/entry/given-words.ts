import { storeError } from '../store-errors.ts'

/** Characters of a reason at most. */
const LONGEST_REASON = 500
/** Characters of a person's id at most. */
const LONGEST_PERSON = 200

/** A reason that says something. Errors: reason.needed. */
export function checkedReason(reason: string): string {
  if (isGiven(reason, LONGEST_REASON)) return reason.trim()
  throw storeError('reason.needed', { most: LONGEST_REASON })
}

/** The id of a person, a role or an office. Errors: person.malformed. */
export function checkedName(name: string): string {
  if (isGiven(name, LONGEST_PERSON)) return name
  throw storeError('person.malformed', { most: LONGEST_PERSON })
}

function isGiven(text: string, most: number): boolean {
  return (
    typeof text === 'string' && text.trim() !== '' && text.length <= most && text.isWellFormed() && !text.includes('\0')
  )
}
