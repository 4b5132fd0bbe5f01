import {
  type Course,
  courseOf,
  type FieldValue,
  isCourse,
  kernelError,
  plannedShare,
  ShishuError,
  type Target,
} from '@shishu/kernel'
import type { Change, EntryView } from '../api/entries.ts'
import { readCell } from '../ledgers/read-cell.ts'
import { type SettableTarget, textFields } from './settable-target.ts'
import { MONTHS } from './year-course.ts'

/** How a planned course is made: month ÷ 12, as a year before really went, or month by month. */
export type CourseWay = 'even' | 'as-before' | 'own'

/** What a person has written for one target so far; what is absent is as it stands in the book. */
export interface TargetDraft {
  amount?: string
  way?: CourseWay
  /** Twelve cumulative percentages as typed. */
  shares?: readonly string[]
}

/** A draft read: what it would make of the year, and what is wrong with it. */
export interface TargetReading {
  /** In the smallest part of the unit; null for none. */
  amount: number | null
  amountFault: ShishuError | null
  amountChanged: boolean
  way: CourseWay
  course: Course
  /** Twelve cumulative percentages; null where a text is none. */
  shares: readonly (number | null)[]
  /** Months (0 to 11) whose percentage cannot be, and why. */
  shareFaults: ReadonlyMap<number, ShareFault>
  courseChanged: boolean
}
export type ShareFault = 'number' | 'falls' | 'end'

/** Twelve cumulative percentages of a course. */
export const sharesOf = (course: Course): number[] => MONTHS.map((month) => tenths(plannedShare(course, month) * 100))

/**
 * The course that a year really took, from its cumulative amounts by month: percentages of the year's, none below the one before.
 * Null where a month or the year has no amount.
 */
export function courseThatWas(cumulative: readonly (number | null)[]): number[] | null {
  const total = cumulative.at(-1)
  if (cumulative.length !== 12 || total === undefined || total === null || total <= 0) return null
  let highest = 0
  const shares = cumulative.map((amount) => {
    // A month in which nothing had been kept yet had reached nothing more than the one before.
    highest = Math.max(highest, Math.min(100, tenths(((amount ?? 0) / total) * 100)))
    return highest
  })
  return [...shares.slice(0, 11), 100]
}

/** Reads what is written for a target against what stands in the book. */
export function readDraft(
  { target, field }: Pick<SettableTarget, 'target' | 'field'>,
  year: string,
  draft: TargetDraft,
  standing: { amount: number | null; before: readonly number[] | null },
): TargetReading {
  const set = courseOf(target, year)
  const way = draft.way ?? (set === 'linear' ? 'even' : 'own')
  const { shares, faults } = readShares(way, draft, set, standing.before)
  const course: Course = way === 'even' ? 'linear' : shares.map((share) => share ?? 0)
  const { amount, fault } = readAmount(field, draft.amount, standing.amount)
  return {
    amount,
    amountFault: fault,
    amountChanged: fault === null && amount !== standing.amount,
    way,
    course,
    shares,
    shareFaults: faults,
    courseChanged: faults.size === 0 && isCourse(course) && !sameCourse(course, set),
  }
}

function readAmount(field: SettableTarget['field'], text: string | undefined, standing: number | null) {
  if (text === undefined) return { amount: standing, fault: null }
  try {
    const amount = readCell(field, text)
    // What is set can be set otherwise; that it is no longer set is said by withdrawing its entry.
    if (amount === null && standing !== null) throw kernelError('field.required', { field: field.label })
    return { amount: typeof amount === 'number' ? amount : null, fault: null }
  } catch (error) {
    if (!(error instanceof ShishuError)) throw error
    return { amount: null, fault: error }
  }
}

function readShares(way: CourseWay, draft: TargetDraft, set: Course, before: readonly number[] | null) {
  const faults = new Map<number, ShareFault>()
  if (way === 'even') return { shares: sharesOf('linear'), faults }
  if (way === 'as-before' && before !== null) return { shares: [...before], faults }
  if (draft.shares === undefined) return { shares: sharesOf(set), faults }
  const shares = draft.shares.map((text) => readShare(text))
  let highest = 0
  shares.forEach((share, index) => {
    if (share === null || share < 0 || share > 100) faults.set(index, 'number')
    else if (share < highest) faults.set(index, 'falls')
    else if (index === 11 && share !== 100) faults.set(index, 'end')
    if (share !== null && share <= 100) highest = Math.max(highest, share)
  })
  return { shares, faults }
}

function readShare(text: string): number | null {
  const plain = text.normalize('NFKC').trim().replace(/%$/, '')
  return /^\d{1,3}(\.\d{1,2})?$/.test(plain) ? Number(plain) : null
}

const sameCourse = (one: Course, other: Course) => JSON.stringify(one) === JSON.stringify(other)

/** A target with the planned course of a year set. */
export function withCourse(target: Target, year: string, course: Course): Target {
  return { ...target, courses: { ...target.courses, [year]: course } }
}

/** The change that books a target's amount for a year: into the year's entry where there is one, else as a new one. */
export function amountChange(
  { ledger, amount, day, part, basis }: SettableTarget,
  year: string,
  given: { town: string; amount: number | null; basis: string; carried: Readonly<Record<string, FieldValue>> },
  entry: EntryView | undefined,
): Change {
  const named = basis === undefined || given.basis === '' ? {} : { [basis]: given.basis }
  if (entry !== undefined) {
    const values = { [amount]: given.amount, ...named }
    return { kind: 'correct', ledger: ledger.id, entry: entry.entry, expected: entry.version, values }
  }
  const key = { ...(part === null ? {} : { [part.field]: part.option }), [day]: firstDay({ ledger, day }, year) }
  const values = { ...given.carried, ...named, ...key, [amount]: given.amount }
  return { kind: 'add', ledger: ledger.id, orgUnit: given.town, values }
}

/** What the field of the year's first day holds: a day, or the month where the ledger is kept by months. */
export const firstDay = ({ ledger, day }: Pick<SettableTarget, 'ledger' | 'day'>, year: string): string =>
  ledger.fields[day]?.type === 'month' ? `${year}-01` : `${year}-01-01`

/** The entry that sets a target for a year. */
export function entryOfYear(
  { day, part }: SettableTarget,
  year: string,
  entries: readonly EntryView[],
): EntryView | undefined {
  return entries.find(
    ({ withdrawn, values }) =>
      !withdrawn && String(values[day] ?? '').startsWith(year) && (part === null || values[part.field] === part.option),
  )
}

/** What goes on from the year before: whose duty it is and who sets it, but neither document nor amount. */
export function carriedOver(
  { ledger, basis }: SettableTarget,
  before: EntryView | undefined,
): Readonly<Record<string, FieldValue>> {
  if (before === undefined) return {}
  return Object.fromEntries(
    textFields(ledger).flatMap((id) => {
      const value = before.values[id]
      return id === basis || value === null || value === undefined ? [] : [[id, value]]
    }),
  )
}

const tenths = (share: number): number => Math.round(share * 10) / 10
