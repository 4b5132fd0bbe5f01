import { choice, date, month, person, quantity, text, yesNo } from '@shishu/kernel'
import { expect, test } from 'vitest'
import { filterOf, newDraft, testsOf } from './filter-draft.ts'

const said = { label: '项目', gloss: 'field' }
const draft = (part: object) => ({ field: 'f', test: 'range' as const, values: [], from: '', until: '', ...part })

test.each([
  // a field                                as chosen by a person             → as the server takes it, ends left out
  [date(said), { from: '2026-01-01', until: '2026-06-30' }, { from: '2026-01-01', until: '2026-07-01' }],
  [month(said), { until: '2026-12' }, { until: '2027-01' }],
  [quantity({ ...said, unit: 'wan-yuan' }), { from: '1', until: '2' }, { from: 1_000_000, until: 2_000_001 }],
  [quantity({ ...said, unit: 'one' }), { from: '还没' }, null], // half typed
  [date(said), {}, null],
  [text(said), { test: 'contains', values: [' 学习 '] }, { contains: '学习' }],
  [choice({ ...said, options: { a: '甲' } }), { test: 'value', values: ['a'] }, { in: ['a'] }],
  [yesNo(said), { test: 'value', values: ['false'] }, { in: [false] }],
  [text(said), { test: 'empty' }, { filled: false }],
] as const)('%j with %j', (field, part, expected) => {
  expect(filterOf(draft(part), field)).toEqual(expected === null ? null : { field: 'f', ...expected })
})

test('of a personal value one may only ask whether it is there', () => {
  expect(testsOf(person(said))).toEqual(['filled', 'empty'])
  expect(newDraft('f', person(said)).test).toBe('filled')
})
