import { expect, test } from 'vitest'
import { date, yesNo } from '../ledger/field.ts'
import { defineLedger } from '../ledger/ledger.ts'
import { stateCouncilCalendar } from '../working-day/state-council.ts'
import { checkTrack } from './check-track.ts'
import { defineLoop } from './loop.ts'
import { walkTrack } from './walk-track.ts'

const SOURCE = 'the example’s own'
const review = (unit: 'calendar-day' | 'working-day') =>
  defineLoop({
    opens: { on: 'askedOn', state: 'reviewing' },
    states: {
      reviewing: { label: '复核中', gloss: 'under review', limit: { count: 30, unit, source: SOURCE } },
      hearing: { label: '听证', gloss: 'hearing', pauses: 'reviewing' },
      noticed: {
        label: '公示中',
        gloss: 'noticed',
        atLeast: { count: 5, unit, source: SOURCE },
      },
      done: { label: '办结', gloss: 'done', end: 'done' },
    },
    steps: {
      hear: { label: '听证', gloss: 'hear', from: ['reviewing'], to: 'hearing' },
      heard: { label: '听证结束', gloss: 'heard', from: ['hearing'], to: 'reviewing' },
      notice: { label: '公示', gloss: 'notice', from: ['reviewing'], to: 'noticed' },
      object: { label: '异议', gloss: 'object', from: ['noticed'], to: 'reviewing', interrupts: true },
      close: { label: '办结', gloss: 'close', from: ['noticed'], to: 'done' },
    },
  })
const ASKED = { askedOn: '2026-03-02' }
const track = (...steps: [step: string, on: string][]) => steps.map(([step, on]) => ({ step, on, by: null }))

test.each([
  // unit           hearing from, to            due
  ['calendar-day', null, '2026-04-01'],
  ['calendar-day', ['2026-03-10', '2026-03-20'], '2026-04-13'], // 1 April + 10 days is Saturday the 11th: Monday
  ['calendar-day', ['2026-03-10', '2026-03-10'], '2026-04-01'], // heard on the same day: nothing gained
  ['working-day', null, '2026-04-14'], // 清明 is off
  ['working-day', ['2026-03-09', '2026-03-16'], '2026-04-21'], // a week is five working days
] as const)('a review in %s with a hearing %s is due %s', (unit, hearing, due) => {
  const steps = hearing === null ? [] : track(['hear', hearing[0]], ['heard', hearing[1]])
  const stays = walkTrack(review(unit), ASKED, steps, stateCouncilCalendar)
  expect(stays.at(-1)).toMatchObject({ state: 'reviewing', due })
})

test.each([
  // noticed on, in       close on      → refused?
  ['2026-03-06', 'calendar-day', '2026-03-11', 'loop.step-too-soon'], // the fifth day is not over
  ['2026-03-06', 'calendar-day', '2026-03-12', null],
  ['2026-03-06', 'working-day', '2026-03-13', 'loop.step-too-soon'], // Friday to Friday: the fifth working day
  ['2026-03-06', 'working-day', '2026-03-14', null],
] as const)('a notice of 5 from %s in %s, closed on %s: %s', (noticed, unit, closed, code) => {
  const ledger = defineLedger({
    id: 'reviews',
    kind: 'case',
    label: '复核',
    gloss: 'reviews',
    office: 'desk',
    source: SOURCE,
    fields: { askedOn: date({ label: '请求日期', gloss: 'asked' }) },
    key: ['askedOn'],
    loop: review(unit),
    measures: {},
  })
  const content = { orgUnit: '341899101000', values: ASKED, track: track(['notice', noticed], ['close', closed]) }
  expect(checkTrack(ledger, content)?.error.code ?? null).toBe(code)
  const objected = { ...content, track: track(['notice', noticed], ['object', noticed]) }
  expect(checkTrack(ledger, objected)).toBeNull()
})

test.each([
  // consent  → the refusal
  [true, null],
  [false, 'loop.step-condition'],
  [null, 'loop.step-needs'], // not asked is told first
] as const)('a dispute whose parties say %s to mediation: %s', (consent, code) => {
  const ledger = defineLedger({
    id: 'disputes',
    kind: 'case',
    label: '纠纷',
    gloss: 'disputes',
    office: 'desk',
    source: SOURCE,
    fields: {
      toldOn: date({ label: '登记日期', gloss: 'told' }),
      consent: yesNo({ label: '同意调解', gloss: 'consent' }),
    },
    key: ['toldOn'],
    loop: defineLoop({
      opens: { on: 'toldOn', state: 'told' },
      states: {
        told: { label: '已登记', gloss: 'told' },
        mediating: { label: '调解中', gloss: 'mediating', end: 'done' },
      },
      steps: {
        accept: {
          label: '受理调解',
          gloss: 'accept',
          from: ['told'],
          to: 'mediating',
          needs: ['consent'],
          only: { consent: true },
        },
      },
    }),
    measures: {},
  })
  const values = { toldOn: '2026-03-02', consent }
  const content = { orgUnit: '341899101000', values, track: track(['accept', '2026-03-03']) }
  expect(checkTrack(ledger, content)?.error.code ?? null).toBe(code)
})
