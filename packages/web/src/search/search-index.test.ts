import { expect, test } from 'vitest'
import { initialsOf } from './pinyin-initials.ts'
import { type Findable, find } from './search-index.ts'

const named = (kind: Findable['kind'], id: string, label: string, gloss: string): Findable => ({
  kind,
  id,
  name: label,
  keys: [label, gloss, initialsOf(label)].map((key) => key.toLowerCase()),
})
const ALL = [
  named('indicator', 'disputes-settled', '矛盾纠纷化解率', 'share of disputes settled'),
  named('ledger', 'disputes', '矛盾纠纷', 'disputes'),
  named('ledger', 'books', '藏书台账', 'books'),
]

test.each([
  ['mdjf', ['disputes', 'disputes-settled']], // the exact initials first
  ['纠纷', ['disputes-settled', 'disputes']],
  ['MDJFHJL', ['disputes-settled']],
  ['csTZ', ['books']], // 藏 is cang where books are kept
  ['disp', ['disputes', 'disputes-settled']],
  ['  ', []],
  ['没有', []],
])('%s finds %j', (text, ids) => {
  expect(find(ALL, text, 12).map(({ id }) => id)).toEqual(ids)
})
