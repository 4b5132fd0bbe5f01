import { kernelError } from '../error/kernel-errors.ts'
import { addDays, addMonths, type Day, daysBetween, isDay, weekdayOf } from './day.ts'

export type PeriodKind = 'day' | 'week' | 'half-month' | 'month' | 'quarter' | 'half-year' | 'year'

/** Days from `from` up to but not including `until`. */
export interface DaySpan {
  from: Day
  until: Day
}

/** A period (报告期): a named span of days in Asia/Shanghai. */
export interface Period extends DaySpan {
  /** `2026-03-05`, `2026-W10` (ISO 8601, Monday first), `2026-03-A`, `2026-03`, `2026-Q1`, `2026-H1` or `2026`. */
  id: string
  kind: PeriodKind
}

type Words = Record<'zh' | 'en', (from: Day) => string>

/** One kind of period. Reading, listing and describing it all come from here. */
interface KindRule {
  /** Every spelling that can be an id of this kind, and nothing else's. */
  id: RegExp
  /** The first day of the period that has this id. */
  firstDay: (id: string) => Day
  /** The id of the period that holds this day. */
  idOf: (day: Day) => string
  /** The first day after the period that begins on `from`. */
  end: (from: Day) => Day
  describe: Words
}

const ORDINALS_ZH = ['一', '二', '三', '四'] as const
const ORDINALS_EN = ['first', 'second', 'third', 'fourth'] as const
const MONTHS_EN = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const

const year = (day: Day): number => Number(day.slice(0, 4))
const month = (day: Day): number => Number(day.slice(5, 7))
const dayOfMonth = (day: Day): number => Number(day.slice(8))
const monthZh = (day: Day): string => `${year(day)}年${month(day)}月`
const monthEn = (day: Day): string => `${MONTHS_EN[month(day) - 1]} ${year(day)}`
/** Which part of the year the day lies in, when its parts have `months` months each; the first is 1. */
const partOf = (day: Day, months: number): number => Math.ceil(month(day) / months)
/** The first day of a numbered part of a year. */
const partStart = (id: string, months: number): Day =>
  `${id.slice(0, 4)}-${String((Number(id.slice(6)) - 1) * months + 1).padStart(2, '0')}-01`

/** The Monday of an ISO week: week 1 is the one with 4 January in it. Week 53 of a year that has none is no day. */
function weekStart(id: string): Day {
  const fourth = `${id.slice(0, 4)}-01-04`
  const monday = addDays(fourth, 1 - weekdayOf(fourth) + (Number(id.slice(6)) - 1) * 7)
  return addDays(monday, 3).slice(0, 4) === id.slice(0, 4) ? monday : ''
}

const KINDS: Record<PeriodKind, KindRule> = {
  day: {
    id: /^\d{4}-\d\d-\d\d$/,
    firstDay: (id) => id,
    idOf: (day) => day,
    end: (from) => addDays(from, 1),
    describe: {
      zh: (from) => `${monthZh(from)}${dayOfMonth(from)}日`,
      en: (from) => `${dayOfMonth(from)} ${monthEn(from)}`,
    },
  },
  week: {
    id: /^\d{4}-W(0[1-9]|[1-4]\d|5[0-3])$/,
    firstDay: weekStart,
    idOf: (day) => {
      // The week belongs to the year that its Thursday is in.
      const thursday = addDays(day, 4 - weekdayOf(day))
      const number = Math.floor(daysBetween(`${thursday.slice(0, 4)}-01-01`, thursday) / 7) + 1
      return `${thursday.slice(0, 4)}-W${String(number).padStart(2, '0')}`
    },
    end: (from) => addDays(from, 7),
    describe: {
      zh: (from) => `${monthZh(from)}${dayOfMonth(from)}日起一周`,
      en: (from) => `week of ${dayOfMonth(from)} ${monthEn(from)}`,
    },
  },
  'half-month': {
    id: /^\d{4}-\d\d-[AB]$/,
    firstDay: (id) => `${id.slice(0, 8)}${id.endsWith('A') ? '01' : '16'}`,
    idOf: (day) => `${day.slice(0, 8)}${dayOfMonth(day) < 16 ? 'A' : 'B'}`,
    end: (from) => (from.endsWith('-01') ? `${from.slice(0, 8)}16` : addMonths(`${from.slice(0, 8)}01`, 1)),
    describe: {
      zh: (from) => `${monthZh(from)}${from.endsWith('-01') ? '上' : '下'}半月`,
      en: (from) => `${from.endsWith('-01') ? 'first' : 'second'} half of ${monthEn(from)}`,
    },
  },
  month: {
    id: /^\d{4}-\d\d$/,
    firstDay: (id) => `${id}-01`,
    idOf: (day) => day.slice(0, 7),
    end: (from) => addMonths(from, 1),
    describe: { zh: monthZh, en: monthEn },
  },
  quarter: {
    id: /^\d{4}-Q[1-4]$/,
    firstDay: (id) => partStart(id, 3),
    idOf: (day) => `${day.slice(0, 4)}-Q${partOf(day, 3)}`,
    end: (from) => addMonths(from, 3),
    describe: {
      zh: (from) => `${year(from)}年第${ORDINALS_ZH[partOf(from, 3) - 1]}季度`,
      en: (from) => `${ORDINALS_EN[partOf(from, 3) - 1]} quarter of ${year(from)}`,
    },
  },
  'half-year': {
    id: /^\d{4}-H[12]$/,
    firstDay: (id) => partStart(id, 6),
    idOf: (day) => `${day.slice(0, 4)}-H${partOf(day, 6)}`,
    end: (from) => addMonths(from, 6),
    describe: {
      zh: (from) => `${year(from)}年${partOf(from, 6) === 1 ? '上' : '下'}半年`,
      en: (from) => `${ORDINALS_EN[partOf(from, 6) - 1]} half of ${year(from)}`,
    },
  },
  year: {
    id: /^\d{4}$/,
    firstDay: (id) => `${id}-01-01`,
    idOf: (day) => day.slice(0, 4),
    end: (from) => addMonths(from, 12),
    describe: { zh: (from) => `${year(from)}年`, en: (from) => String(year(from)) },
  },
}

/** Shortest first. */
export const PERIOD_KINDS = Object.keys(KINDS) as readonly PeriodKind[]

/** The calendar's last year has no day after it, so no period can be closed there. */
const LAST_YEAR = '9999'

/**
 * Reads a period's id.
 *
 * Days    half-months are the 1st to the 15th (A) and the 16th to the end (B)
 * Errors  period.malformed
 */
export function parsePeriod(text: string): Period {
  const kind = PERIOD_KINDS.find((each) => KINDS[each].id.test(text))
  const from = kind && KINDS[kind].firstDay(text)
  if (!kind || !from || !isDay(from) || from.startsWith(LAST_YEAR)) {
    throw kernelError('period.malformed', { text })
  }
  return { id: text, kind, from, until: KINDS[kind].end(from) }
}

/** The period of a kind that holds the day. */
export function periodOf(kind: PeriodKind, day: Day): Period {
  // Checked here, so that a wrong day is called one, and not a wrong period.
  if (!isDay(day)) throw kernelError('day.malformed', { text: day })
  return parsePeriod(KINDS[kind].idOf(day))
}

/** The periods of a kind that lie wholly within a span, in order: the months of a quarter, the quarters of a month (none). */
export function listPeriods(kind: PeriodKind, within: DaySpan): Period[] {
  const periods: Period[] = []
  for (let from = within.from; from < within.until; ) {
    const period = periodOf(kind, from)
    if (period.from >= within.from && period.until <= within.until) periods.push(period)
    from = period.until
  }
  return periods
}

/** The period of the same kind just before. */
export function previousPeriod(period: Period): Period {
  return periodOf(period.kind, addDays(period.from, -1))
}

/** The same period a year earlier (上年同期); 29 February compares with 28 February. */
export function sameLastYear(period: Period): Period {
  return periodOf(period.kind, addMonths(period.from, -12))
}

/** From the first of January of the year in which the period ends, to the period's end (累计). */
export function yearToDate(period: DaySpan): DaySpan {
  return { from: `${addDays(period.until, -1).slice(0, 4)}-01-01`, until: period.until }
}

/** Whether the span begins and ends with a month, so that monthly sums answer for it. */
export function isWholeMonths(span: DaySpan): boolean {
  return span.from.endsWith('-01') && span.until.endsWith('-01')
}

/** The period in words: 2026年上半年, first half of 2026. */
export function describePeriod(period: Period, language: 'zh' | 'en'): string {
  return KINDS[period.kind].describe[language](period.from)
}
