import { describe, expect, test } from 'vitest'
import type { RenderedParagraph } from './render-report.ts'
import {
  asSentence,
  type DraftMark,
  draftStage,
  MARKS_AT,
  submitterOf,
  withBlocks,
  withoutSentence,
  withSentence,
} from './report-draft.ts'

const paragraph = (
  style: RenderedParagraph['style'],
  text: string,
  followedBy?: RenderedParagraph['followedBy'],
): RenderedParagraph => ({
  style,
  lead: null,
  runs: [{ slot: null, text }],
  ...(followedBy === undefined ? {} : { followedBy }),
})
const lines = (paragraphs: readonly RenderedParagraph[]) =>
  paragraphs.map(({ style, runs, block }) => `${style} ${block ?? '-'} ${runs.map(({ text }) => text).join('')}`)

describe('what people wrote in a report', () => {
  test('follows the paragraph that gives it its place, else comes last under numbered headings', () => {
    const report = [
      paragraph('heading-1', '一、开展情况'),
      paragraph('body', '亮点：', 'highlight'),
      paragraph('heading-1', '二、计划'),
      paragraph('body', '继续做。'),
    ]
    const texts = { highlight: '甲。\n\n 乙。', difficulty: '丙。', next: ' \n' }
    expect(lines(withBlocks(report, texts))).toEqual([
      'heading-1 - 一、开展情况',
      'body - 亮点：',
      'body highlight 甲。',
      'body highlight 乙。',
      'heading-1 - 二、计划',
      'body - 继续做。',
      'heading-1 difficulty 三、难点和短板',
      'body difficulty 丙。',
    ])
  })

  test('a report without numbers gets headings without them, and one without texts stays as it is', () => {
    const report = [paragraph('body', '读者服务。')]
    expect(lines(withBlocks(report, { highlight: '甲。', next: '乙。' })).slice(1)).toEqual([
      'heading-1 highlight 工作亮点',
      'body highlight 甲。',
      'heading-1 next 下一步打算',
      'body next 乙。',
    ])
    expect(withBlocks(report, {})).toEqual(report)
  })

  test('a proposal joins as a sentence, and goes out again only as it came', () => {
    const sentence = asSentence('投资增长5%')
    expect([sentence, asSentence('好！ ')]).toEqual(['投资增长5%。', '好！'])
    const text = withSentence('先前。\n', sentence)
    expect(text).toBe('先前。\n投资增长5%。')
    expect(withSentence('', sentence)).toBe(sentence)
    expect(withoutSentence(text, sentence)).toBe('先前。')
    expect(withoutSentence('投资增长5%，好。', sentence)).toBe('投资增长5%，好。')
  })
})

test.each<[marks: DraftMark[], issuedAfter: number | null, stage: string, next: DraftMark[]]>([
  [[], null, 'drafting', ['submit']],
  [['submit'], null, 'submitted', ['return', 'review', 'reopen']],
  [['submit', 'return'], null, 'drafting', ['submit']],
  [['submit', 'review'], null, 'reviewed', ['return', 'reopen']],
  [['submit', 'review'], 2, 'issued', ['reopen']],
  [['submit', 'review', 'reopen'], 2, 'drafting', ['submit']],
  [[], 0, 'issued', ['reopen']],
])('after %j, issued after %o, a draft is %s', (marks, issuedAfter, stage, next) => {
  const given = marks.map((mark) => ({ mark }))
  const found = draftStage(given, issuedAfter)
  expect(found).toBe(stage)
  expect(MARKS_AT[found]).toEqual(next)
})

test('who submitted last is who does not review', () => {
  expect(submitterOf([])).toBeNull()
  const marks = [
    { mark: 'submit', by: '甲' },
    { mark: 'return', by: '丙' },
    { mark: 'submit', by: '乙' },
  ] as const
  expect(submitterOf(marks)).toBe('乙')
})
