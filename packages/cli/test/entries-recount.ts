import {
  addDays,
  type Day,
  daysBetween,
  deadlineOf,
  type FieldValue,
  type Formula,
  type Indicator,
  type Ledger,
  type Limit,
  type Loop,
  type Measure,
  type Period,
  parseFormula,
  periodOf,
  type Requirement,
  ShishuError,
  sameLastYear,
  stateCouncilCalendar,
  type Test,
} from '@shishu/kernel'
import { packTownship } from '@shishu/pack-township'
import { orgUnits, townEntries, towns } from '@shishu/pack-township/seeds'

/**
 * Every indicator counted straight from the entries, in plain loops: no postings, no sums kept anywhere. It shares with
 * the product the definitions, the formula’s syntax, the calendar and the reckoning of a single deadline, nothing else.
 */

const ledgers = new Map(packTownship.ledgers.map((one) => [one.id, one]))
const params = new Map(packTownship.params.map(({ id, value }) => [id, value]))
const targets = new Map(packTownship.targets.map((one) => [one.id, one]))
const requirements = new Map(packTownship.requirements.map((one) => [one.id, one]))

type Values = Record<string, FieldValue>
/** Where a case stands from a day on; `due` is the last day in time. */
interface Moment {
  day: Day
  state: string
  due: Day | null
  /** The state only suspends the one before it. */
  waits: boolean
}
interface Entry {
  place: string
  values: Values
  /** The entry’s own day: of a case, the day on which it opened. */
  own: Day | null
  moments: readonly Moment[]
}
/** What one entry counts for: from a day on (a stock until another), or on that day alone. */
interface Counted {
  place: string
  day: Day
  end: Day | null
  amount: number
}

// ── places and entries ────────────────────────────────────────────────────────────────────────────────────────────────

const isIn = (place: string, whole: string) => place.startsWith(whole.replace(/(000)+$/, ''))
const isVillage = (place: string) => !place.endsWith('000')
/** The org units of a level in a place. */
const placesOf = (level: string, whole: string) =>
  orgUnits
    .map(({ code }) => code)
    .filter((code) => isIn(code, whole) && !code.endsWith('000000') && isVillage(code) === (level === 'village'))

const entriesOf = new Map<string, Entry[]>()
for (const town of towns) {
  for (const [id, list] of townEntries(town)) {
    const entries = list.map(({ orgUnit, values }) => entryOf(ledgers.get(id)!, orgUnit, values))
    entriesOf.set(id, [...(entriesOf.get(id) ?? []), ...entries])
  }
}

function entryOf(ledger: Ledger, place: string, given: Values): Entry {
  const values = { ...given }
  for (const [id, field] of Object.entries(ledger.fields)) {
    if (field.type !== 'days') continue
    const [from, to] = [given[field.from], given[field.to]]
    const counted = typeof from === 'string' && typeof to === 'string'
    values[id] = counted ? daysBetween(from, to) + (field.countsFirstDay ? 1 : 0) : null
  }
  const dated = Object.entries(ledger.fields).filter(([, { type }]) => type === 'date' || type === 'month')
  const ownField = ledger.loop?.opens.on ?? (dated.find(([, { required }]) => required) ?? dated[0])?.[0]
  const own = ownField === undefined ? null : dayOf(values[ownField])
  return { place, values, own, moments: ledger.loop === undefined ? [] : momentsOf(ledger.loop, values) }
}

/** A date, or the last day of a month. */
function dayOf(value: FieldValue | undefined): Day | null {
  if (typeof value !== 'string') return null
  return value.length === 7 ? addDays(periodOf('month', `${value}-01`).until, -1) : value
}

// ── cases ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Where a case stood, from its opening on and after each of its steps. */
function momentsOf(loop: Loop, values: Values): Moment[] {
  const opened = dayOf(values[loop.opens.on])
  if (opened === null) return []
  const clock = (state: string, entered: Day) => {
    const limit = loop.states[state]!.limit
    return limit === undefined ? null : deadline(limit.from === undefined ? entered : dayOf(values[limit.from]), limit)
  }
  let now: Moment = { day: opened, state: loop.opens.state, due: clock(loop.opens.state, opened), waits: false }
  let paused: Moment | null = null
  // What lengthens a clock goes with it to the next state whose clock runs from the same date.
  const longerFrom: { from: string; longer: Limit }[] = []
  let lengthened: string[] = []
  const moments = [now]
  for (const { id, day } of stepsOf(loop, values)) {
    const { to, extends: longer, repeats } = loop.steps[id]!
    if (to === now.state) {
      const inTime = now.due !== null && day <= now.due && !lengthened.includes(id)
      if (longer !== undefined && now.due !== null && (repeats || inTime)) {
        now = { ...now, day, due: deadline(now.due, longer) }
        lengthened.push(id)
        const { from } = loop.states[to]!.limit!
        if (from !== undefined) longerFrom.push({ from, longer })
      } else now = { ...now, day }
    } else if (loop.states[now.state]!.pauses === to && paused?.state === to) {
      const working = loop.states[to]!.limit?.unit === 'working-day'
      const days = Array.from({ length: daysBetween(now.day, day) }, (_, at) => addDays(now.day, at))
      const count = working ? days.filter((one) => stateCouncilCalendar.isWorkingDay(one)).length : days.length
      const due =
        count === 0 ? paused.due : deadline(paused.due, { count, unit: working ? 'working-day' : 'calendar-day' })
      now = { day, state: to, due, waits: false }
    } else {
      paused = now
      lengthened = []
      let due = clock(to, day)
      for (const { from, longer: more } of longerFrom) {
        if (from === loop.states[to]!.limit?.from) due = deadline(due, more)
      }
      now = { day, state: to, due, waits: loop.states[to]!.pauses === now.state }
    }
    moments.push(now)
  }
  return moments
}

/** Steps by their dates; those of one day in the order in which one leads to the next. */
function stepsOf(loop: Loop, values: Values) {
  const waiting = Object.entries(loop.steps)
    .map(([id, { day: field }]) => ({ id, day: field === undefined ? null : dayOf(values[field]) }))
    .filter((one): one is { id: string; day: Day } => one.day !== null)
  const steps: typeof waiting = []
  for (let state = loop.opens.state; waiting.length > 0; ) {
    const first = waiting.map(({ day }) => day).sort()[0]
    const next = waiting.find(({ id, day }) => day === first && loop.steps[id]!.from.includes(state))
    if (next === undefined) throw new Error(`no step of ${first} leads on from ${state}`)
    steps.push(next)
    waiting.splice(waiting.indexOf(next), 1)
    state = loop.steps[next.id]!.to
  }
  return steps
}

/** Null where the clock does not run, or runs into a year whose holidays are not known. */
function deadline(start: Day | null, limit: Limit): Day | null {
  try {
    return start === null ? null : deadlineOf(start, limit, stateCouncilCalendar)
  } catch (error) {
    if (error instanceof ShishuError && error.code === 'calendar.year-unknown') return null
    throw error
  }
}

/** What a case counts for in one of its loop’s measures, up to the end of a range. */
function countCase({ moments }: Entry, measure: string, part: string | null, from: Day, until: Day): number {
  const named = (state: string) => part === null || part === state
  if (measure === 'at' || measure === 'overdue') {
    const standing = (end: Day) => {
      const now = moments.findLast(({ day }) => day < end)
      if (now === undefined || !named(now.state)) return 0
      return measure === 'at' || (now.due !== null && now.due < addDays(end, -1)) ? 1 : 0
    }
    return standing(until) - (from === BEGINNING ? 0 : standing(from))
  }
  let count = 0
  for (const [index, { day, state, waits }] of moments.entries()) {
    if (day < from || day >= until) continue
    const before = moments[index - 1]
    if (measure === 'opened') count += before === undefined ? 1 : 0
    else if (before === undefined || before.state === state) continue
    else if (measure === 'entered') count += named(state) ? 1 : 0
    else if (before.due !== null && !waits && named(before.state))
      count += day <= before.due === (measure === 'withinLimit') ? 1 : 0
  }
  return count
}

// ── measures ──────────────────────────────────────────────────────────────────────────────────────────────────────────

const BEGINNING: Day = '0001-01-01'
const LOOP_MEASURES = ['opened', 'at', 'entered', 'overdue', 'withinLimit', 'pastLimit']

function read(reference: string) {
  const [, id, name, part] = /^([\w-]+)\.(\w+)(?:\[(.+)\])?$/.exec(reference)!
  return { ledger: ledgers.get(id!)!, name: name!, part: part ?? null }
}

function holds(test: Test, value: FieldValue): boolean {
  if (test === null || typeof test !== 'object') return value === test
  if ('in' in test) return test.in.some((one) => one === value)
  if ('not' in test) return value !== test.not
  if ('filled' in test) return (value !== null) === test.filled
  const given = 'atMost' in test ? test.atMost : test.atLeast
  const bound = typeof given === 'object' ? params.get(given.param)! : given
  if (value === null || typeof value !== typeof bound) return false
  return 'atMost' in test ? value <= bound : value >= bound
}

/** Keeps what a function gives for an argument, so that every place and measure is looked through once. */
function once<T>(make: (first: string, second: string) => T): (first: string, second: string) => T {
  const known = new Map<string, T>()
  return (first, second) => {
    const key = `${first} ${second}`
    if (!known.has(key)) known.set(key, make(first, second))
    return known.get(key)!
  }
}

const entriesIn = once((ledger, place) => (entriesOf.get(ledger) ?? []).filter((entry) => isIn(entry.place, place)))

/** The entries of a place that a measure counts. */
const countedIn = once((reference, place): Counted[] => {
  const { ledger, name, part } = read(reference)
  const measure: Measure = ledger.measures[name]!
  return entriesIn(ledger.id, place).flatMap((entry) => {
    const value = (field: string) => entry.values[field] ?? null
    const day = dayOf(value(measure.kind === 'flow' ? measure.on : measure.from))
    const amount = measure.of === undefined ? 1 : value(measure.of)
    const whole = measure.by === undefined || (part === null ? value(measure.by) !== null : value(measure.by) === part)
    const counts = Object.entries(measure.where ?? {}).every(([field, test]) => holds(test, value(field)))
    if (day === null || typeof amount !== 'number' || !whole || !counts) return []
    const end = measure.kind === 'stock' && measure.until !== undefined ? dayOf(value(measure.until)) : null
    return [{ place: entry.place, day, end, amount }]
  })
})

/** A flow’s amount in a range; of a stock, what it grew by: from the beginning, what stands at the end. */
function amountIn(reference: string, place: string, from: Day, until: Day): number {
  const { ledger, name, part } = read(reference)
  let amount = 0
  if (ledger.loop !== undefined && LOOP_MEASURES.includes(name)) {
    for (const entry of entriesIn(ledger.id, place)) amount += countCase(entry, name, part, from, until)
    return amount
  }
  const stands = (one: Counted, at: Day) => one.day < at && (one.end === null || one.end >= at)
  const isStock = ledger.measures[name]!.kind === 'stock'
  for (const one of countedIn(reference, place)) {
    if (isStock) amount += (stands(one, until) ? one.amount : 0) - (stands(one, from) ? one.amount : 0)
    else if (one.day >= from && one.day < until) amount += one.amount
  }
  return amount
}

/** How many cases stand overdue at the end of a day, by the measure `ledger.overdue[state]`. */
export const overdueOn = (reference: string, place: string, on: Day) =>
  amountIn(reference, place, BEGINNING, addDays(on, 1))

/** Nothing counted is nought where the ledger is kept: of cases and subjects so far, of others in the range. */
function unlessAbsent(amount: number, reference: string, place: string, from: Day, until: Day): number | null {
  if (amount !== 0) return amount
  const { ledger } = read(reference)
  const since = ledger.kind === 'case' || ledger.kind === 'subject' ? BEGINNING : from
  return entriesIn(ledger.id, place).some(({ own }) => own !== null && own >= since && own < until) ? 0 : null
}

/** The days in the range that something counted falls on, in order. */
const daysIn = (reference: string, place: string, { from, until }: Period) =>
  countedIn(reference, place)
    .map(({ day }) => day)
    .filter((day) => day >= from && day < until)
    .sort()

// ── requirements ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** The periods that a requirement asks about: those whose last day lies in the range. */
function askedIn({ every, months, from: binding }: Requirement, { from, until }: Period): Period[] {
  const asked: Period[] = []
  for (let day = from; day < until; day = addDays(day, 1)) {
    const period = periodOf(every, day)
    const applies = months === undefined || months.includes(Number(period.from.slice(5, 7)))
    if (period.until === addDays(day, 1) && applies && period.from >= (binding ?? BEGINNING)) asked.push(period)
  }
  return asked
}

export function missedIn(requirement: Requirement, place: string, within: Period): number {
  let missed = 0
  for (const { from, until } of askedIn(requirement, within)) {
    for (const one of placesOf(requirement.level, place)) {
      if (amountIn(requirement.measure, one, from, until) < requirement.least) missed += 1
    }
  }
  return missed
}

// ── formulas ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/** An exact fraction. */
type Ratio = readonly [top: bigint, bottom: bigint]
const whole = (amount: number | null): Ratio | null => (amount === null ? null : [BigInt(amount), 1n])
const over = ([a, b]: Ratio, [c, d]: Ratio): Ratio | null =>
  c === 0n ? null : c < 0n ? [-a * d, -b * c] : [a * d, b * c]

function decimal(text: string): Ratio {
  const [, fraction = ''] = text.split('.')
  return [BigInt(text.replace('.', '')), 10n ** BigInt(fraction.length)]
}

/** A formula’s exact value at a place in a period; null where there is none. */
function exactly(formula: Formula, place: string, period: Period): Ratio | null {
  if (formula.kind === 'number') return decimal(formula.text)
  if (formula.kind === 'name') return null
  if (formula.kind === 'call') return callOf(formula, place, period)
  if (formula.kind === 'negate') {
    const inner = exactly(formula.operand, place, period)
    return inner === null ? null : [-inner[0], inner[1]]
  }
  const left = exactly(formula.left, place, period)
  const right = exactly(formula.right, place, period)
  if (left === null || right === null) return null
  const [[a, b], [c, d]] = [left, right]
  if (formula.operator === '+') return [a * d + c * b, b * d]
  if (formula.operator === '-') return [a * d - c * b, b * d]
  return formula.operator === '*' ? [a * c, b * d] : over(left, right)
}

function callOf({ name, args }: Formula & { kind: 'call' }, place: string, period: Period): Ratio | null {
  const { from, until } = period
  const said = args[0]?.kind === 'name' ? args[0].text : ''
  const year = addDays(until, -1).slice(0, 4)
  const sum = (begin: Day) => whole(unlessAbsent(amountIn(said, place, begin, until), said, place, begin, until))
  const ofYear = () => amountIn(targets.get(said)!.measure, place, `${year}-01-01`, `${Number(year) + 1}-01-01`) || null
  switch (name) {
    case 'flow':
      return sum(from)
    case 'stock':
      return sum(BEGINNING)
    case 'cumulative':
      return sum(`${year}-01-01`)
    case 'latest': {
      const last = daysIn(said, place, period).at(-1)
      const month = last === undefined ? period : periodOf('month', last)
      return whole(unlessAbsent(amountIn(said, place, month.from, month.until), said, place, from, until))
    }
    case 'reached': {
      const reached = placesOf('village', place).filter((one) => amountIn(said, one, from, until) > 0)
      return whole(unlessAbsent(reached.length, said, place, from, until))
    }
    case 'firstMonth':
    case 'lastMonth': {
      const day = daysIn(said, place, period).at(name === 'firstMonth' ? 0 : -1)
      return day === undefined ? null : whole(Number(day.slice(5, 7)))
    }
    case 'places':
      return whole(placesOf(said, place).length)
    case 'halfMonths': {
      const ends = { every: 'half-month' } as Requirement
      return whole(askedIn(ends, period).filter((half) => half.from >= from).length)
    }
    case 'target':
      return whole(ofYear())
    case 'planned': {
      const course = targets.get(said)!.courses?.[year] ?? targets.get(said)!.course
      const month = Number(addDays(until, -1).slice(5, 7))
      const target = ofYear()
      if (target === null) return null
      return course === 'linear' ? [BigInt(target * month), 12n] : [BigInt(target * course[month - 1]!), 100n]
    }
    case 'missed':
      return whole(missedIn(requirements.get(said)!, place, period))
    case 'required': {
      const requirement = requirements.get(said)!
      return whole(askedIn(requirement, period).length * placesOf(requirement.level, place).length)
    }
    case 'lastYear':
      return exactly(args[0]!, place, sameLastYear(period))
    case 'growth': {
      const now = exactly(args[0]!, place, period)
      const base = exactly(args[1]!, place, period)
      const share = now === null || base === null || base[0] <= 0n ? null : over(now, base)
      return share === null ? null : [share[0] - share[1], share[1]]
    }
    case 'param':
      return decimal(String(params.get(said)))
    case 'firstDay':
    case 'lastDay':
      return null
  }
}

const formulas = new Map(packTownship.indicators.map(({ id, value }) => [id, parseFormula(value)]))

/** An indicator’s number as the product prints it in data: rounded half away from nought; null where there is none. */
export function recountFigure({ id, unit, decimals }: Indicator, place: string, period: Period): number | null {
  const exact = exactly(formulas.get(id)!, place, period)
  if (exact === null) return null
  const shown = unit === 'percent' ? (decimals ?? 1) : unit === 'number' ? (decimals ?? 0) : 0
  const top = exact[0] * (unit === 'percent' ? 100n : 1n) * 10n ** BigInt(shown)
  const size = ((top < 0n ? -top : top) * 2n + exact[1]) / (exact[1] * 2n)
  return Number(top < 0n ? -size : size) / 10 ** shown
}
