import { dayOfInstant, reaches } from '@shishu/kernel'
import { type Book, personsWith } from '@shishu/store'
import { rolesOf } from '../session/person.ts'
import type { RecipientRequest } from './notices-for.ts'

/** The accounts that a case concerns at a level: those whose role reaches its ledger at its place today. */
export async function recipientsOf(book: Book, { ledger: id, orgUnit, level }: RecipientRequest): Promise<string[]> {
  const ledger = book.definitions.ledger(id)
  const roles = rolesOf(book.definitions).filter(({ told }) => told === level)
  const on = dayOfInstant(book.clock().toISOString())
  const found = await personsWith(book, { roles: roles.map((role) => role.id), office: null, orgUnit, on })
  const concerned = found.filter(({ role: held, office }) => {
    const role = roles.find((one) => one.id === held)!
    return reaches({ role, office }, 'entry.read', ledger)
  })
  return [...new Set(concerned.map(({ person }) => person))]
}
