import {
  addDays,
  checkContent,
  type Field,
  type FieldValue,
  isPersonal,
  type Ledger,
  type Loop,
  shiftMonth,
  storedFields,
  trackFromDates,
} from '@shishu/kernel'
import type { Change } from '@shishu/store'
import { packTownship } from '../packages/pack-township/src/index.ts'
import { type Chance, chanceOf } from './chance.ts'
import { villageCodes } from './size.ts'

/** Months of work, 2024-01 to 2026-06. */
export const MONTHS: readonly string[] = Array.from({ length: 30 }, (_, at) => shiftMonth('2024-01', at))

/** Entries a month in each ledger, in proportion. A town keeps many inspections and hazards, and few village plans. */
const PROPORTIONS: Readonly<Record<string, number>> = {
  projects: 4,
  investment: 25,
  enterprises: 3,
  'industrial-output': 35,
  'retail-units': 4,
  'retail-sales': 30,
  cultivation: 4,
  'key-projects': 2,
  milestones: 8,
  relocations: 8,
  'party-duties': 10,
  'party-meetings': 150,
  'member-file-reviews': 8,
  'membership-development': 8,
  'feedback-items': 4,
  'poverty-risk-problems': 25,
  'monitored-households': 10,
  'toilet-rectifications': 15,
  'toilet-construction': 12,
  'environment-problems': 110,
  'site-meetings': 4,
  'bridging-projects': 4,
  'fund-payments': 15,
  'ecology-problems': 6,
  'benefit-payments': 30,
  'job-fairs': 4,
  'road-works': 3,
  funerals: 20,
  'customs-publicity': 40,
  'case-conferences': 6,
  disputes: 90,
  petitions: 50,
  'emergency-plans': 4,
  'emergency-drills': 8,
  'safety-training': 10,
  'safety-inspections': 130,
  hazards: 130,
  'village-plans': 1,
  'policy-documents': 10,
  'work-tasks': 15,
}
/** A ledger that has no proportion yet, and those whose entries lie with the town rather than with a village. */
const OTHERWISE = 5
const OF_THE_TOWN = new Set(['economy', 'overall', 'planning'])

/** Words for text fields: as long as officers write them. */
const WORDS = [
  '沿街商铺消防通道堆放杂物',
  '村级道路两侧排水沟清理',
  '田间地界相邻纠纷调处',
  '上半年重点工作推进',
  '汛期值班与物资清点',
]
const NAMES = ['石禾', '柳溪岚', '田松', '江榆', '秦荞麦', '白荷', '苗棠', '竺苇']

/** A whole entry, as it will stand at the story's end. Until then it shows only the dates that have come. */
export interface Life {
  ledger: string
  orgUnit: string
  values: Record<string, FieldValue>
  dates: readonly string[]
}

/** One town's changes, month after month: new entries, and earlier ones whose dates have come. Same town, same story. */
export function* townStory(town: string, entries: number): Generator<Change[]> {
  const chance = chanceOf(Number(town.slice(6, 9)) * 7919)
  const villages = villageCodes(town)
  // Ledgers whose entries are told apart by nothing but choices and months hold too few to measure.
  const ledgers = packTownship.ledgers.filter((ledger) => ledger.id !== 'targets' && keyField(ledger) !== undefined)
  const shares = ledgers.map(({ id }) => PROPORTIONS[id] ?? OTHERWISE)
  const whole = shares.reduce((sum, share) => sum + share, 0)
  const later = new Map<string, Life[]>()
  let serial = 0
  for (const month of MONTHS) {
    const changes: Change[] = month.endsWith('-01') ? targetsOf(town, month) : []
    const show = (life: Life) => {
      const next = life.dates.reduce((least, id) => {
        const come = String(life.values[id]).slice(0, 7)
        return come > month && come < least ? come : least
      }, '9999')
      const waiting = later.get(next)
      if (waiting !== undefined) waiting.push(life)
      else if (next !== '9999') later.set(next, [life])
      const values = { ...life.values }
      if (next !== '9999') for (const id of life.dates) if (String(values[id]).slice(0, 7) > month) values[id] = null
      changes.push({ kind: 'put', ledger: life.ledger, orgUnit: life.orgUnit, values })
    }
    for (const life of later.get(month) ?? []) show(life)
    later.delete(month)
    for (const [index, ledger] of ledgers.entries()) {
      const wanted = (shares[index]! * entries) / MONTHS.length / whole
      const number = Math.floor(wanted) + (chance.happens(wanted % 1) ? 1 : 0)
      for (let made = 0; made < number; made += 1) {
        serial += 1
        const orgUnit = OF_THE_TOWN.has(ledger.office) ? town : chance.pick(villages)
        show(validLife(ledger, month, serial, orgUnit, chance))
      }
    }
    yield changes
  }
}

/** The year's targets: money for two of them, numbers for the others. */
function targetsOf(town: string, month: string): Change[] {
  const target = (name: string, amount: Record<string, number>): Change => ({
    kind: 'put',
    ledger: 'targets',
    orgUnit: town,
    values: { target: name, startsOn: `${month}-01`, ...amount },
  })
  return [
    target('investment', { amountMoney: 90_000_000_000 }),
    target('industrial-output', { amountMoney: 240_000_000_000 }),
    target('promotions', { amountCount: 3 }),
    target('toilets', { amountCount: 120 }),
    target('village-plans', { amountCount: 6 }),
  ]
}

/** Tries until the book would take the entry: chance does not know every rule of every ledger. */
export function validLife(ledger: Ledger, month: string, serial: number, orgUnit: string, chance: Chance): Life {
  for (let tries = 0; tries < 50; tries += 1) {
    const life = lifeOf(ledger, month, serial, orgUnit, chance)
    const track = ledger.loop === undefined ? [] : trackFromDates(ledger.loop, life.values)
    if (checkContent(ledger, { orgUnit, values: life.values, track }).length === 0) return life
  }
  throw new Error(`no valid entry of ${ledger.id} in ${month}`)
}

function lifeOf(ledger: Ledger, month: string, serial: number, orgUnit: string, chance: Chance): Life {
  const { fields, loop } = ledger
  const values: Record<string, FieldValue> = {}
  const number = keyField(ledger)
  for (const [id, field] of storedFields(fields)) {
    if (field.type === 'date') continue
    values[id] = id === number ? `${String(serial).padStart(6, '0')}号` : fieldValue(id, field, month, chance)
  }
  const first = `${month}-${String(chance.int(1, 28)).padStart(2, '0')}`
  if (loop === undefined) chainOfDates(fields, first, values, chance)
  else walkLoop(ledger, loop, first, values, chance)
  // Deadlines and other days that must be given are known from the first.
  const dates = Object.entries(fields).flatMap(([id, { type, required }]) =>
    type === 'date' && required !== true && id !== 'dueOn' && typeof values[id] === 'string' ? [id] : [],
  )
  return { ledger: ledger.id, orgUnit, values, dates }
}

/** The field that carries the entry's own number: the last text of its natural key. */
const keyField = ({ key, fields }: Ledger) => key.findLast((id) => fields[id]?.type === 'text')

function fieldValue(id: string, field: Field, month: string, chance: Chance): FieldValue {
  switch (field.type) {
    case 'choice':
      return chance.pick(Object.keys(field.options))
    case 'boolean':
      return chance.happens(0.7)
    case 'month':
      return field.joinsJanuary && month.endsWith('-01') ? `${month.slice(0, 4)}-02` : month
    case 'quantity':
      return Math.min(
        field.most ?? Number.MAX_SAFE_INTEGER,
        Math.max(field.least ?? 0, field.unit === 'one' ? chance.int(1, 40) : chance.int(1_000, 90_000) * 1_000),
      )
    case 'text':
      if (isPersonal(field)) return chance.pick(NAMES)
      if (!field.required && (id === 'note' || chance.happens(0.3))) return null
      return chance.pick(WORDS).slice(0, field.max)
    case 'date':
    case 'days':
      return null
  }
}

/** Dates of what is no case: each a while after the one before, until one has not happened yet. */
function chainOfDates(fields: Ledger['fields'], first: string, values: Record<string, FieldValue>, chance: Chance) {
  let last: string | null = null
  let ended = false
  for (const [id, field] of Object.entries(fields)) {
    if (field.type !== 'date' || (ended && !field.required)) continue
    if (last === null) last = first
    else if (!field.required) last = within(last, chance.int(0, 60), last)
    if (last !== first && !field.required && chance.happens(0.4)) ended = true
    else values[id] = last
  }
}

/** Steps from the opening on, no state twice; most cases come to their end. */
function walkLoop(ledger: Ledger, loop: Loop, first: string, values: Record<string, FieldValue>, chance: Chance) {
  values[loop.opens.on] = first
  const slow = ledger.id === 'funerals' ? 2 : 18
  const been = new Set([loop.opens.state])
  let state = loop.opens.state
  let last = first
  while (chance.happens(0.92)) {
    const open = Object.values(loop.steps).filter(
      ({ from, to, day }) =>
        from.includes(state) && day !== undefined && values[day] === undefined && (to === state || !been.has(to)),
    )
    if (open.length === 0) break
    const step = chance.happens(0.85) ? open[0]! : chance.pick(open)
    last = addDays(last, chance.int(state === loop.opens.state ? 0 : 1, slow) + leastDays(loop, state))
    if (last > END) break
    values[step.day!] = last
    for (const need of step.needs ?? []) {
      const field = ledger.fields[need]!
      if ((values[need] ?? null) !== null) continue
      values[need] =
        field.type === 'date' ? last : field.type === 'text' ? chance.pick(WORDS).slice(0, field.max) : null
    }
    state = step.to
    been.add(state)
  }
  const steps = new Set(Object.values(loop.steps).map(({ day }) => day))
  for (const [id, field] of Object.entries(ledger.fields)) {
    if (field.type !== 'date' || steps.has(id) || id === loop.opens.on || typeof values[id] === 'string') continue
    const before = ledger.fields[loop.opens.on]!
    if (before.type === 'date' && before.notBefore === id) values[id] = addDays(first, -chance.int(0, 2))
    else if (field.required || chance.happens(0.3)) values[id] = addDays(first, chance.int(5, 35))
  }
}

/** Days, generously, that a state must last. */
function leastDays(loop: Loop, state: string): number {
  const least = loop.states[state]?.atLeast
  if (least === undefined) return 0
  return least.count * { 'calendar-day': 1, 'working-day': 2, month: 31 }[least.unit] + 9
}

const END = '2026-06-30'

/** The day some days later, where the story reaches so far. */
function within(day: string, days: number, otherwise: string): string {
  const later = addDays(day, days)
  return later > END ? otherwise : later
}
