import type { Definitions, Rights } from '@shishu/kernel'

/** Whether the asker may read entries of a ledger at a place. */
export type MayRead = (line: { ledger: string; orgUnit: string }) => boolean

/** Who may read what, for lists that go across ledgers. */
export function mayReadOf(rights: Rights, definitions: Definitions): MayRead {
  return ({ ledger, orgUnit }) => rights.may('entry.read', { orgUnit, ledger: definitions.ledger(ledger) })
}

/** Lines that the asker may read one by one, and what the rest come to: together they are the whole. */
export interface LinesWithin<T> {
  shown: T[]
  others: { count: number; amount: number }
}

/**
 * Splits the lines behind a figure. A total names nobody, so whoever may read it may know what it comes to; which entries of
 * others' ledgers it is made of, by whom and why, is for those who may read them.
 */
export function withinRights<T extends { ledger: string; orgUnit: string; amount: number }>(
  lines: readonly T[],
  mayRead: MayRead,
): LinesWithin<T> {
  const shown = lines.filter(mayRead)
  const hidden = lines.filter((line) => !mayRead(line))
  return { shown, others: { count: hidden.length, amount: hidden.reduce((sum, { amount }) => sum + amount, 0) } }
}
