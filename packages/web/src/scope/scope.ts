import {
  describePeriod,
  isDay,
  type Language,
  type Period,
  type PeriodKind,
  parsePeriod,
  periodOf,
  previousPeriod,
  ShishuError,
} from '@shishu/kernel'

/** What every page is about, kept in its address so that a link shows others the same. */
export interface Scope {
  /** An org unit's code; absent: the person's own. */
  place?: string
  /** A period's id; absent: the month of today. */
  period?: string
  /** The day as of whose end the book is read; absent: now. */
  asOf?: string
}

/** The scope that an address asks for; what it words wrongly is left out. */
export function readScope(search: Record<string, unknown>): Scope {
  const { place, period, asOf } = search
  const text = (value: unknown) => (typeof value === 'number' ? String(value) : value)
  const [placeText, periodText] = [text(place), text(period)]
  return {
    ...(typeof placeText === 'string' && /^\d{12}(\d{3})?$/.test(placeText) ? { place: placeText } : {}),
    ...(typeof periodText === 'string' && isPeriod(periodText) ? { period: periodText } : {}),
    ...(typeof asOf === 'string' && isDay(asOf) ? { asOf } : {}),
  }
}

function isPeriod(text: string): boolean {
  try {
    parsePeriod(text)
    return true
  } catch (error) {
    if (error instanceof ShishuError) return false
    throw error
  }
}

const SHANGHAI_HOURS = 8

/** Today in Asia/Shanghai, whatever the machine's own time zone. */
export function todayInShanghai(now: Date = new Date()): string {
  return new Date(now.getTime() + SHANGHAI_HOURS * 3_600_000).toISOString().slice(0, 10)
}

/** Kinds offered in the switcher, with how many periods of each: the present one and those before it. */
const OFFERED: readonly [kind: PeriodKind, count: number][] = [
  ['month', 13],
  ['quarter', 5],
  ['half-year', 4],
  ['year', 3],
]

export interface OfferedPeriods {
  kind: PeriodKind
  periods: Period[]
}

/** The periods that people look at, latest first in each kind; `chosen` is always among them. */
export function offeredPeriods(today: string, chosen: Period): OfferedPeriods[] {
  return OFFERED.map(([kind, count]) => {
    const periods = [periodOf(kind, today)]
    while (periods.length < count) periods.push(previousPeriod(periods.at(-1)!))
    const missing = chosen.kind === kind && !periods.some(({ id }) => id === chosen.id)
    return { kind, periods: missing ? [...periods, chosen] : periods }
  })
}

/** The period just after. */
export function nextPeriod(period: Period): Period {
  return periodOf(period.kind, period.until)
}

export const periodText = (period: Period, language: Language): string => describePeriod(period, language)
