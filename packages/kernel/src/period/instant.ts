import { kernelError } from '../error/kernel-errors.ts'
import { isDay } from './day.ts'

/**
 * An instant as people write it, in Beijing time: a day means its end, `2026-03-05T18:00` that minute; an ISO instant
 * with its own offset is taken as it is.
 * @returns ISO 8601 in UTC with milliseconds
 * Errors   instant.malformed
 */
export function parseInstant(text: string): string {
  if (isDay(text)) return instant(`${text}T23:59:59.999+08:00`, text)
  const match = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?)(Z|[+-]\d{2}:\d{2})?$/.exec(text)
  if (match === null || !isDay(match[1]!)) throw kernelError('instant.malformed', { text })
  return instant(`${match[1]}T${match[2]}${match[3] ?? '+08:00'}`, text)
}

function instant(iso: string, text: string): string {
  const date = new Date(iso)
  if (Number.isNaN(date.getTime())) throw kernelError('instant.malformed', { text })
  return date.toISOString()
}
