import { stateCouncilCalendar } from '@shishu/kernel'
import { expect, test } from 'vitest'
import { messageCalendar } from './message-calendar.ts'
import { DEFAULT_MESSAGE_SETTINGS } from './message-settings.ts'
import { isQuiet } from './quiet-hours.ts'

const calendar = messageCalendar(stateCouncilCalendar)
const { quiet } = DEFAULT_MESSAGE_SETTINGS

test.each([
  // Beijing time                 quiet
  ['2026-03-05T07:59:59', true], // a Thursday
  ['2026-03-05T08:00:00', false],
  ['2026-03-05T19:59:59', false],
  ['2026-03-05T20:00:00', true],
  ['2026-03-05T23:30:00', true],
  ['2026-03-06T00:30:00', true],
  ['2026-03-07T10:00:00', true], // Saturday
  ['2026-10-01T10:00:00', true], // the National Day
  ['2026-10-10T10:00:00', false], // a Saturday that is worked (国办发明电〔2025〕7号)
  ['2035-03-05T10:00:00', false], // a Monday of a year whose days off are not known
  ['2035-03-04T10:00:00', true], // a Sunday of it
])('%s: quiet %s', (time, expected) => {
  expect(isQuiet(new Date(`${time}+08:00`), quiet, calendar)).toBe(expected)
})

test('hours within one day, days off not left out', () => {
  const noon = { from: '12:00', until: '14:00', daysOff: false }
  const at = (time: string) => isQuiet(new Date(`2026-03-07T${time}:00+08:00`), noon, calendar)
  expect(['11:59', '12:00', '13:59', '14:00', '23:00'].map(at)).toEqual([false, true, true, false, false])
})
