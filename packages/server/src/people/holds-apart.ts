import { dayOfInstant } from '@shishu/kernel'
import { appointmentsSince, type Book } from '@shishu/store'
import { rolesOf } from '../session/person.ts'

/** Whether somebody is, or is to be, one of the three administrators (三员). */
export async function holdsApart(book: Book, person: string): Promise<boolean> {
  const apart = new Set(rolesOf(book.definitions).flatMap((role) => (role.apart === true ? [role.id] : [])))
  const held = await appointmentsSince(book, person, dayOfInstant(book.clock().toISOString()))
  return held.some(({ role }) => apart.has(role))
}
