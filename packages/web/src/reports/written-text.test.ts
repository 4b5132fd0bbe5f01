import { expect, test } from 'vitest'
import type { Writing } from '../api/report-drafts.ts'
import { movedSentences } from './moved-sentences.ts'
import { bothTexts } from './StaleBlock.tsx'

test.each([
  ['甲。\n乙。', '乙。\n丙。', '甲。\n乙。\n丙。'],
  ['', '丙。', '丙。'],
  ['甲。\n', '', '甲。'],
])('%j with %j is %j', (theirs, mine, both) => {
  expect(bothTexts(theirs, mine)).toBe(both)
})

test('a sentence whose figure has moved is told while it stands as it was taken up', () => {
  const accepted = (line: string, sentence = `${line}。`) =>
    ({ block: 'highlight', line, became: 'accepted', sentence }) as const
  const writing = {
    settled: [
      accepted('投资增长5%'),
      accepted('产值增长6%'),
      accepted('消费增长7%', '消费旺。'),
      accepted('外贸增长8%'),
      { block: 'highlight', line: '绿化增长9%', became: 'dropped', sentence: null },
    ],
    blocks: [{ block: 'highlight', revision: 1, text: '投资增长5%。\n产值增长6%。\n消费旺。', by: null, at: null }],
  } as unknown as Writing
  expect(movedSentences(writing, ['产值增长6%'])).toEqual(['投资增长5%。'])
})
