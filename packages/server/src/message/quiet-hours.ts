import { dayOfInstant, type WorkCalendar } from '@shishu/kernel'
import type { MessageSettings } from './message-settings.ts'

/** Shanghai is eight hours ahead of UTC all year. */
const SHANGHAI_OFFSET_MS = 8 * 3_600_000

/** Whether nothing may be sent outside the application at an instant. The first minute after the quiet hours is free. */
export function isQuiet(now: Date, quiet: MessageSettings['quiet'], calendar: WorkCalendar): boolean {
  if (quiet.daysOff && !calendar.isWorkingDay(dayOfInstant(now.toISOString()))) return true
  const time = timeOfDay(now)
  const { from, until } = quiet
  // Hours that run over midnight are the evening and the morning of every day.
  return from <= until ? time >= from && time < until : time >= from || time < until
}

/** The time of day in Beijing, `HH:MM`. */
function timeOfDay(now: Date): string {
  return new Date(now.getTime() + SHANGHAI_OFFSET_MS).toISOString().slice(11, 16)
}
