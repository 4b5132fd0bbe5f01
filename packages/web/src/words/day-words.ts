import type { Day, Month } from '@shishu/kernel'
import type { Words } from './words.ts'

/** A day in short: 3月5日, 5 Mar; with its year where that is not `year`. */
export function shortDay(day: Day, words: Words, year?: string): string {
  const text = words.drawing.day(Number(day.slice(5, 7)), Number(day.slice(8)))
  return year === undefined || day.startsWith(year) ? text : withYear(text, day, words)
}

/** A day in full: 2026年3月5日, 5 Mar 2026. */
export const fullDay = (day: Day, words: Words): string => withYear(shortDay(day, words), day, words)

/** A month in full: 2026年3月, Mar 2026. */
export function fullMonth(month: Month, words: Words): string {
  return withYear(words.drawing.monthOfYear(Number(month.slice(5))), month, words)
}

function withYear(text: string, date: Day | Month, words: Words): string {
  const year = date.slice(0, 4)
  return words.language.tag === 'en' ? `${text} ${year}` : `${year}年${text}`
}
