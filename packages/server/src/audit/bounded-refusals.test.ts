import type { AuditAct } from '@shishu/store'
import { expect, test } from 'vitest'
import { boundedRefusals } from './bounded-refusals.ts'

const refusal = (ip: string): AuditAct => ({ act: 'tasks.get', outcome: 'refused', code: 'session.needed', ip })

test('the first refusals of a minute in full, the rest counted by where they came from, and no more than so many', () => {
  const noted: AuditAct[] = []
  const refusals = boundedRefusals({ note: (act) => void noted.push(act) }, { inFull: 2, countedApart: 2 })
  for (const ip of ['a', 'a', 'a', 'a', 'b', 'c', 'd']) refusals.note(refusal(ip))
  expect(noted.map(({ act, ip }) => `${act} ${ip}`)).toEqual(['tasks.get a', 'tasks.get a'])
  refusals.endMinute()
  expect(noted.slice(2).map(({ act, ip, details }) => `${act} ${ip} ${details!.count}`)).toEqual([
    'request.refused a 2',
    'request.refused b 1',
    'request.refused null 2',
  ])
  refusals.note(refusal('a'))
  expect(noted.at(-1)).toMatchObject({ act: 'tasks.get', ip: 'a' })
  refusals.endMinute()
  expect(noted).toHaveLength(6)
})
