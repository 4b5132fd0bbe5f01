import { loans } from '@shishu/pack-library'
import { expect, test } from 'vitest'
import { checkTrack } from './check-track.ts'
import { trackFromDates } from './track-from-dates.ts'

const lentOn = '2026-03-02'
const damaged = false

test.each([
  // the sheet's dates                                                     → steps, first fault
  [{ lentOn }, '', null],
  [{ lentOn, returnedOn: '2026-03-20' }, 'return', null],
  [{ lentOn, returnedOn: '2026-03-20', checkedOn: '2026-03-21', damaged }, 'return check', null],
  [{ lentOn, checkedOn: '2026-03-20', returnedOn: '2026-03-20', damaged }, 'return check', null], // one day
  [{ lentOn, renewedOn: '2026-03-20', returnedOn: '2026-03-20' }, 'renew return', null], // one day
  [{ lentOn, returnedOn: lentOn, checkedOn: lentOn, damaged }, 'return check', null], // all on one day
  [{ lentOn, checkedOn: '2026-03-10', returnedOn: '2026-03-20', damaged }, 'return check', 'loop.step-too-early'],
  [{ lentOn, checkedOn: '2026-03-10', damaged }, 'check', 'loop.step-not-allowed'], // never returned
  [{ lentOn, lostOn: '2026-03-10', checkedOn: '2026-03-10', damaged }, 'lose check', 'loop.step-not-allowed'],
  [{ lentOn, returnedOn: '2026-03-20', lostOn: '2026-03-25' }, 'return lose', 'loop.step-not-allowed'],
  [{ lentOn, returnedOn: '2026-03-20', checkedOn: '2026-03-21' }, 'return check', 'loop.step-needs'],
  [{ lentOn, returnedOn: '2026-03-01' }, 'return', 'loop.step-too-early'],
  [{ returnedOn: '2026-03-20' }, 'return', 'field.required'], // never lent
])('%j → %s, %s', (values, steps, fault) => {
  const track = trackFromDates(loans.loop!, values)
  expect(track.map(({ step }) => step).join(' ')).toBe(steps)
  expect(checkTrack(loans, { orgUnit: '341899101001', values, track })?.error.code ?? null).toBe(fault)
})

test('the order of steps does not depend on the order of the dates in the sheet', () => {
  const dates = { lentOn, renewedOn: '2026-03-05', returnedOn: '2026-03-20', checkedOn: '2026-03-21' }
  const turned = Object.fromEntries(Object.entries(dates).reverse())
  expect(trackFromDates(loans.loop!, turned)).toEqual(trackFromDates(loans.loop!, dates))
})
