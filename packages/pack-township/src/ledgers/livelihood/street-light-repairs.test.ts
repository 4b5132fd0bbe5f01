import { addDays } from '@shishu/kernel'
import { expect, test } from 'vitest'
import { walkTable } from '../walk-table.fixture.ts'
import { streetLightRepairs } from './street-light-repairs.ts'

const { follow, overdue, walks } = walkTable({ lamp: 'L-17', repairer: '镇路灯队' })

walks('路灯报修', streetLightRepairs, [
  ['repaired and confirmed by another', '03-02', 'repair 03-04 li, confirm 03-05 wang', 'confirmed'],
  ['confirmed by the repairer', '03-02', 'repair 03-04 li, confirm 03-05 li', 'loop.same-person'],
  ['nobody named who repaired it', '03-02', 'repair 03-04 li', 'loop.step-needs', ['repairer']],
  ['dark again', '03-02', 'repair 03-04 li, again 03-05', 'reported'],
  ['reported by mistake', '03-02', 'dismiss 03-03', 'mistaken'],
  ['confirmed before it was repaired', '03-02', 'confirm 03-03 wang', 'loop.step-not-allowed'],
])

test.each([
  // reported on            the last day in time of three working days
  ['2026-03-02', '2026-03-05'],
  ['2026-03-06', '2026-03-11'], // over a weekend
  ['2025-12-31', '2026-01-06'], // New Year's holiday, then the make-up Sunday of 4 January is worked
  ['2026-02-13', '2026-02-25'], // Saturday the 14th is worked, then the Spring Festival
])('a lamp dark since %s is in time until %s', (reported, last) => {
  const on = (day: string) => overdue(streetLightRepairs, follow(streetLightRepairs, reported, ''), 'reported', day)
  expect([on(last), on(addDays(last, 1))]).toEqual([0, 1])
})
