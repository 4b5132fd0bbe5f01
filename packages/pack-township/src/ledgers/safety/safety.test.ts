import { describe, expect, test } from 'vitest'
import { figureOf } from '../../../seeds/figure-of.ts'
import { towns } from '../../../seeds/org-units.ts'
import { safetyFlaws } from '../../../seeds/planted-flaws.ts'
import { outcome, overdueAround } from '../case-history.fixture.ts'

describe('安全隐患', () => {
  const hazard = { foundOn: '2026-03-02', dueOn: '2026-03-16', redoDueOn: '2026-04-10', plan: '治理方案已定' }
  const HANDLED = 'grade 2026-03-02, notify 2026-03-03, handle 2026-03-12 li'
  const CLOSED = `${HANDLED}, close 2026-03-14 wang`

  test.each([
    ['', 'found'],
    ['grade 2026-03-02, notify 2026-03-03', 'found'],
    [HANDLED, 'handled'],
    [`${HANDLED}, close 2026-03-14 li`, 'loop.same-person'], // nobody signs off what she mended
    [`${HANDLED}, return 2026-03-14 li`, 'loop.same-person'],
    [CLOSED, 'closed'],
    [`${HANDLED}, return 2026-03-14 wang`, 'redoing'],
    [`${HANDLED}, return 2026-03-14 wang, rehandle 2026-03-20 zhao, close 2026-03-22 zhao`, 'loop.same-person'],
    [`${HANDLED}, return 2026-03-14 wang, rehandle 2026-03-20 zhao, close 2026-03-22 wang`, 'closed'],
    ['list 2026-03-03, handle 2026-03-12 li', 'handled'], // 重大
    ['list 2026-03-03, extendMajor 2026-03-10', 'listed'],
    ['extend 2026-03-10, handle 2026-03-28', 'handled'],
    ['escalate 2026-03-20, handle 2026-03-25', 'handled'],
    ['escalate 2026-03-20, pass 2026-04-10', 'passed'],
    ['cancel 2026-03-03', 'cancelled'],
    [`${CLOSED}, reopen 2026-05-06`, 'redoing'],
    ['close 2026-03-10', 'loop.step-not-allowed'],
    ['handle 2026-03-01', 'loop.step-too-early'],
  ])('%s → %s', (steps, expected) => {
    expect(outcome('hazards', { opened: hazard, steps })).toBe(expected)
  })

  test('a major hazard is not listed without a plan', () => {
    const opened = { ...hazard, plan: null }
    expect(outcome('hazards', { opened, steps: 'list 2026-03-03' })).toBe('loop.step-needs')
  })

  test.each([
    ['整改时限', '2026-03-16', '', 'found', '2026-03-16'],
    ['整改时限在周六', '2026-03-14', '', 'found', '2026-03-16'],
    ['整改时限在春节', '2026-02-16', '', 'found', '2026-02-24'],
    ['整改时限在补班周日', '2026-09-20', '', 'found', '2026-09-20'],
    ['延期15日', '2026-03-16', 'extend 2026-03-10', 'found', '2026-03-31'],
    ['重大延期30日', '2026-03-16', 'list 2026-03-03, extendMajor 2026-03-10', 'listed', '2026-04-15'],
    ['复查10工作日 跨春节', '2026-02-20', 'handle 2026-02-12', 'handled', '2026-03-04'], // 14 and 28 February are worked,
  ])('%s', (_, dueOn, steps, state, last) => {
    const history = { opened: { foundOn: '2026-02-02', dueOn, plan: '治理方案' }, steps }
    expect(overdueAround('hazards', history, state, last)).toEqual([false, false, true])
  })
})

describe('应急预案', () => {
  test.each([
    ['issue 2026-03-10, file 2026-03-20', 'filed'],
    ['file 2026-03-20', 'loop.step-not-allowed'],
    ['issue 2026-03-10, end 2027-06-01', 'ended'],
    ['drop 2026-03-20', 'dropped'],
  ])('%s → %s', (steps, expected) => {
    expect(outcome('emergency-plans', { opened: { revisedOn: '2026-03-02' }, steps })).toBe(expected)
  })

  test.each([
    ['ya-file 20工作日', '2026-03-02', '2026-03-30'],
    ['ya-file 跨春节', '2026-02-10', '2026-03-16'],
    ['ya-file 补班周日', '2026-08-31', '2026-09-28'],
  ])('%s', (_, issued, last) => {
    const history = { opened: { revisedOn: '2026-01-05' }, steps: `issue ${issued}` }
    expect(overdueAround('emergency-plans', history, 'issued', last)).toEqual([false, false, true])
  })
})

test.each(safetyFlaws.map((one) => [one.flaw, one] as const))('%s', (_, { indicator, orgUnit, period, reveals }) => {
  expect(figureOf(towns[0]!, indicator, orgUnit, period)).toBe(reveals)
})
