const BEIJING_OFFSET_MS = 8 * 3600 * 1000

/** An instant as Beijing reads it: 2026年7月3日17:05:09. */
export function beijingTime(instant: string): string {
  const [day, time] = new Date(Date.parse(instant) + BEIJING_OFFSET_MS).toISOString().split('T') as [string, string]
  return `${dayInWords(day)}${time.slice(0, 8)}`
}

/** A day as documents write it, month and day without leading zeros (GB/T 9704-2012, 7.3.5.4): 2026年7月5日. */
export function dayInWords(day: string): string {
  const [year, month, date] = day.split('-').map(Number)
  return `${year}年${month}月${date}日`
}
