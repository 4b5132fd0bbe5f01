import { type AppointmentRequest, appoint, type Book, endAppointment } from '@shishu/store'
import { checkApart } from './check-appointment.ts'

/**
 * Records an appointment that keeps the three administrators apart, also when two are given at the same moment: then each
 * sees the other, and neither stands.
 * @param book  where it is written, under the scope of whoever writes
 * @param whole the book itself: what the person holds elsewhere counts too
 * @returns the appointment’s id
 * Errors   appointment.apart; of appoint
 */
export async function giveAppointment(book: Book, whole: Book, request: AppointmentRequest): Promise<string> {
  const { person, by } = request
  await checkApart(whole, person, request)
  const id = await appoint(book, request)
  try {
    await checkApart(whole, person, request, id)
  } catch (error) {
    await endAppointment(whole, { id, by, reason: '与同时给出的另一项职责相冲突（三员分立）' })
    throw error
  }
  return id
}
