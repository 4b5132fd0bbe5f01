import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type Chapter, readGuide } from '../guide/read-guide.ts'
import { topicOfPage } from '../src/help/topic-of-page.ts'

const guide = (name: string): Chapter[] =>
  readGuide(readFileSync(new URL(`../../../docs/guide/${name}`, import.meta.url), 'utf8'))

test('the guide has the same chapters in both languages, and one for each page that names one', () => {
  const topics = guide('README.zh-CN.md').map(({ topic }) => topic)
  expect(guide('README.md').map(({ topic }) => topic)).toEqual(topics)
  const pages = [
    '/',
    '/ledgers',
    '/ledgers/a',
    '/ledgers/a/1',
    '/imports',
    '/loops',
    '/figures',
    '/reports/a',
    '/board',
  ]
  for (const page of [...pages, '/settings', '/settings/duties']) expect(topics, page).toContain(topicOfPage(page))
  expect(topicOfPage('/settings/audit')).toBeUndefined()
})

test('the forms of Markdown that the guide uses are read, and others are refused with their line', () => {
  const head = '# Title\n\nbefore\n\n## 1. 标题\n<!-- topic: one -->\n\n'
  const text =
    '走到**这里**，\n再看 `它`\n\n1. 甲\n   乙\n2. 丙\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n\n![图](p/x.png)\n'
  expect(readGuide(head + text)).toEqual([
    {
      topic: 'one',
      title: '标题',
      blocks: [
        { kind: 'text', runs: ['走到', { strong: '这里' }, '，再看 ', { code: '它' }] },
        { kind: 'list', ordered: true, items: [['甲乙'], ['丙']] },
        { kind: 'table', head: [['a'], ['b']], rows: [[['1'], ['2']]] },
        { kind: 'picture', alt: '图', file: 'p/x.png' },
      ],
    },
  ])
  expect(() => readGuide(`${head}see [there](x.md)\n`)).toThrow('line 8')
  expect(() => readGuide('## 1. 标题\n\ntext')).toThrow('line 2')
})
