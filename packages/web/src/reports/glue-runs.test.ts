import { expect, test } from 'vitest'
import { glueRuns } from './glue-runs.ts'

test('a figure takes along the punctuation that no line may part from it', () => {
  const runs = [
    { slot: null, text: '产值累计（' },
    { slot: 6, text: '11.91亿元' },
    { slot: null, text: '），同比' },
    { slot: 7, text: '增长5.9%' },
    { slot: null, text: '。' },
  ]
  expect(glueRuns(runs)).toEqual([
    { slot: null, before: '', text: '产值累计', after: '' },
    { slot: 6, before: '（', text: '11.91亿元', after: '），' },
    { slot: null, before: '', text: '同比', after: '' },
    { slot: 7, before: '', text: '增长5.9%', after: '。' },
  ])
})

test('no word is lost', () => {
  const runs = [
    { slot: 1, text: '1' },
    { slot: null, text: '-' },
    { slot: 2, text: '5' },
    { slot: null, text: '月，（“' },
    { slot: 3, text: '2' },
    { slot: null, text: '”+N）招聘会' },
  ]
  const text = glueRuns(runs).map((piece) => piece.before + piece.text + piece.after)
  expect(text.join('')).toBe('1-5月，（“2”+N）招聘会')
})
