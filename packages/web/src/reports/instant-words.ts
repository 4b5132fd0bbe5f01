import { dayOfInstant } from '@shishu/kernel'
import { fullDay } from '../words/day-words.ts'
import type { Words } from '../words/words.ts'

const SHANGHAI_HOURS = 8

/** A moment as a clock in Beijing shows it: 2026年3月5日 18:00. */
export function momentText(instant: string, words: Words): string {
  const shanghai = new Date(Date.parse(instant) + SHANGHAI_HOURS * 3_600_000).toISOString()
  return `${fullDay(dayOfInstant(instant), words)} ${shanghai.slice(11, 16)}`
}
