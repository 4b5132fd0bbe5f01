import { type FieldValue, type Ledger, storedFields } from '@shishu/kernel'

type Values = Readonly<Record<string, FieldValue | undefined>>

/** A field that somebody else changed meanwhile, or that one changed oneself. */
export interface StaleField {
  field: string
  base: FieldValue
  theirs: FieldValue
  mine: FieldValue
  /** `both`: to different values, so a person must choose. */
  changedBy: 'me' | 'them' | 'both'
}

/** What was seen, what is booked now and what one wants, side by side; only what anybody changed. */
export function staleSides(ledger: Ledger, base: Values, theirs: Values, changed: Values): StaleField[] {
  return storedFields(ledger.fields).flatMap(([field]): StaleField[] => {
    const was = base[field] ?? null
    const now = theirs[field] ?? null
    const said = field in changed
    const mine = said ? (changed[field] ?? null) : was
    if (now === mine || (was === now && !said)) return []
    const changedBy = was === now ? 'me' : said && mine !== was ? 'both' : 'them'
    return [{ field, base: was, theirs: now, mine, changedBy }]
  })
}

/** The values to book after choosing: one's own where chosen; what is theirs stands already. */
export function chosenValues(
  sides: readonly StaleField[],
  choice: Readonly<Record<string, 'theirs' | 'mine'>>,
): Record<string, FieldValue> {
  return Object.fromEntries(
    sides
      .filter(({ field, changedBy }) => changedBy === 'me' || (changedBy === 'both' && choice[field] === 'mine'))
      .map(({ field, mine }) => [field, mine]),
  )
}
