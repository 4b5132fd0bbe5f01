import { dayOfInstant, type Ledger, reaches } from '@shishu/kernel'
import { type Book, personsWith } from '@shishu/store'
import type { Accounts } from '../account/index.ts'
import { serverError } from '../server-errors.ts'
import { rolesOf } from '../session/person.ts'
import { displayNames } from './display-names.ts'

/** Who may read a ledger's entries at a place today, by display name: to whom a case there can be handed. */
export async function readersOf(
  book: Book,
  accounts: Accounts,
  { ledger, orgUnit }: { ledger: Ledger; orgUnit: string },
): Promise<{ id: string; displayName: string }[]> {
  const roles = new Map(rolesOf(book.definitions).map((role) => [role.id, role]))
  const on = dayOfInstant(book.clock().toISOString())
  const held = await personsWith(book, { roles: [...roles.keys()], office: null, orgUnit, on })
  const readers = held.filter(({ role, office }) => reaches({ role: roles.get(role)!, office }, 'entry.read', ledger))
  const names = await displayNames(
    accounts,
    readers.map(({ person }) => person),
    { disabled: false },
  )
  return [...names]
    .map(([id, displayName]) => ({ id, displayName }))
    .sort((a, b) => a.displayName.localeCompare(b.displayName, 'zh'))
}

/** Refuses to hand a case to whoever may not read it. Errors: assignment.holder. */
export async function checkHolder(
  book: Book,
  accounts: Accounts,
  place: { ledger: Ledger; orgUnit: string },
  holder: string,
): Promise<void> {
  const readers = await readersOf(book, accounts, place)
  if (!readers.some(({ id }) => id === holder)) throw serverError('assignment.holder', { orgUnit: place.orgUnit })
}
