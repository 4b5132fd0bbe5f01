import { withDerived } from '../ledger/derived-days.ts'
import type { EntryContent } from '../ledger/entry.ts'
import { type FieldValue, storedFields, type Values } from '../ledger/field.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Measure } from '../ledger/measure.ts'
import { meets, type Params } from '../ledger/meets.ts'
import type { Loop } from '../loop/loop.ts'
import { walkTrack } from '../loop/walk-track.ts'
import { addDays, addMonths, type Day } from '../period/day.ts'
import type { WorkCalendar } from '../working-day/calendar.ts'
import { dayField, keptMeasure } from './given-measures.ts'

/** A signed amount at a measure, an org unit and a day: what one entry says there. */
export interface Posting {
  /** `ledger.measure`, or `ledger.measure[part]`. */
  measure: string
  /** Code of the org unit. */
  orgUnit: string
  day: Day
  /** An integer in the smallest part of the measure's unit. */
  amount: number
}

/** What posting needs besides the entry: parameters and the working calendar in force. */
export interface PostingRules {
  params: Params
  calendar: WorkCalendar
}

/** The amounts that an entry's content stands for, all of them, from nothing. */
export type Poster = (content: EntryContent) => Posting[]

/**
 * Compiles a ledger's measures into its poster. The poster is pure: same content, same postings, in the same order.
 *
 * Shape   at most one posting for each measure, org unit and day; never an amount of zero.
 */
export function posterOf(ledger: Ledger, rules: PostingRules): Poster {
  const own = Object.entries(ledger.measures).map(([id, measure]) => measurePoster(ledger, id, measure, rules.params))
  const loop = ledger.loop === undefined ? null : loopPoster(ledger.id, ledger.loop, rules.calendar)
  const day = dayField(ledger)
  const kept = keptMeasure(ledger)
  const derives = storedFields(ledger.fields).length < Object.keys(ledger.fields).length
  return (content) => {
    const values = derives ? withDerived(ledger, content.values) : content.values
    const found: Posting[] = []
    const book = (measure: string, day: Day, amount: number) => {
      if (amount !== 0) found.push({ measure, orgUnit: content.orgUnit, day, amount })
    }
    for (const post of own) post(values, book)
    if (loop !== null) loop(content, book)
    else if (day !== null) {
      const own = dayOf(values[day])
      if (own !== null) book(kept, own, 1)
    }
    return net(found)
  }
}

/**
 * What booking a version adds to the book: the reverse of what its predecessor says, and what it says itself.
 * What both say alike cancels out. So a step of a case posts −1 to the state it leaves and +1 to the one it enters,
 * and a withdrawal (no `next`) reverses everything.
 */
export function post(previous: readonly Posting[], next: readonly Posting[]): readonly Posting[] {
  if (previous.length === 0) return next
  return net([
    ...previous.map((posting) => ({ ...posting, amount: -posting.amount })),
    ...next.map((one) => ({ ...one })),
  ])
}

type BookAmount = (measure: string, day: Day, amount: number) => void

/**
 * Adds up postings of one measure, org unit and day, and drops what comes to nothing. An entry has some ten postings, so
 * looking through them beats an index of them. The postings given are used up.
 */
function net(postings: readonly Posting[]): Posting[] {
  const sums: Posting[] = []
  for (const posting of postings) {
    const { measure, orgUnit, day } = posting
    const sum = sums.find((one) => one.measure === measure && one.day === day && one.orgUnit === orgUnit)
    if (sum === undefined) sums.push(posting)
    else sum.amount += posting.amount
  }
  return sums.filter((posting) => posting.amount !== 0)
}

function measurePoster(ledger: Ledger, id: string, measure: Measure, params: Params) {
  const counts = meets(measure.where, params)
  const name = `${ledger.id}.${id}`
  return (values: Values, book: BookAmount) => {
    if (!counts(values)) return
    const amount = measure.of === undefined ? 1 : values[measure.of]
    if (typeof amount !== 'number') return
    const part = measure.by === undefined ? null : (values[measure.by] ?? null)
    if (measure.by !== undefined && part === null) return
    const key = part === null ? name : `${name}[${String(part)}]`
    const day = dayOf(values[measure.kind === 'flow' ? measure.on : measure.from])
    if (day === null) return
    book(key, day, amount)
    if (measure.kind === 'flow' || measure.until === undefined) return
    const end = dayOf(values[measure.until])
    if (end !== null) book(key, end, -amount)
  }
}

/** The day that a date or month value books on: a month books on its last day. */
function dayOf(value: FieldValue | undefined): Day | null {
  if (typeof value !== 'string') return null
  return value.length === 7 ? addDays(addMonths(`${value}-01`, 1), -1) : value
}

function loopPoster(ledger: string, loop: Loop, calendar: WorkCalendar) {
  return (content: EntryContent, book: BookAmount) => {
    const stays = walkTrack(loop, content.values, content.track, calendar)
    for (const [index, stay] of stays.entries()) {
      if (index === 0) book(`${ledger}.opened`, stay.from, 1)
      else book(`${ledger}.entered[${stay.state}]`, stay.from, 1)
      book(`${ledger}.at[${stay.state}]`, stay.from, 1)
      if (stay.until !== null) book(`${ledger}.at[${stay.state}]`, stay.until, -1)
      for (const { from, until } of stay.late) {
        book(`${ledger}.overdue[${stay.state}]`, from, 1)
        if (until !== null) book(`${ledger}.overdue[${stay.state}]`, until, -1)
      }
      // A case that waits (补正、听证) has not been done with.
      const next = stays[index + 1]
      if (stay.until === null || stay.due === null || loop.states[next!.state]?.pauses === stay.state) continue
      book(`${ledger}.${stay.until <= stay.due ? 'withinLimit' : 'pastLimit'}[${stay.state}]`, stay.until, 1)
    }
  }
}
