import { expect, test } from 'vitest'
import { ShishuError } from '../error/define-errors.ts'
import { formulaText } from './evaluate.ts'
import { parseFormula, resultOf } from './parse-formula.ts'

test.each([
  // as written                                          → as read
  ['flow(loans.back)', 'flow(loans.back)'],
  ['1 + 2 * 3', '(1 + (2 * 3))'],
  ['(1 + 2) * 3', '((1 + 2) * 3)'],
  ['8 - 4 - 2', '((8 - 4) - 2)'],
  ['8 / 4 / 2', '((8 / 4) / 2)'],
  ['-flow(a.b) + 1', '(-flow(a.b) + 1)'],
  ['--1', '--1'],
  ['stock(books.held[novel])', 'stock(books.held[novel])'],
  ['stock(loans.at[to-be-checked])-1', '(stock(loans.at[to-be-checked]) - 1)'],
  ['growth(\n  flow(a.b),\n  lastYear(flow(a.b))\n)', 'growth(flow(a.b), lastYear(flow(a.b)))'],
  ['param(loan.days) * 1.5', '(param(loan.days) * 1.5)'],
  ['lastDay(visits.days)', 'lastDay(visits.days)'],
])('%j is read as %s', (source, expected) => {
  const formula = parseFormula(source)
  expect(formulaText(formula)).toBe(expected)
  expect(formulaText(parseFormula(formulaText(formula)))).toBe(expected) // what is written out can be read again
})

test.each([
  // as written                     the refusal             line:column  facts
  ['', 'formula.syntax', '1:1', { found: '结尾', expected: '数、函数或“(”' }],
  ['1 +', 'formula.syntax', '1:4', { found: '结尾', expected: '数、函数或“(”' }],
  ['1 + * 2', 'formula.syntax', '1:5', { found: '*', expected: '数、函数或“(”' }],
  ['(1 + 2', 'formula.syntax', '1:7', { found: '结尾', expected: '“)”' }],
  ['1 2', 'formula.syntax', '1:3', { found: '2', expected: '运算符或结尾' }],
  ['1 + 2)', 'formula.syntax', '1:6', { found: ')', expected: '运算符或结尾' }],
  ['flow', 'formula.syntax', '1:5', { found: '结尾', expected: '“(”' }],
  ['flow(1)', 'formula.syntax', '1:6', { found: '1', expected: '名称' }],
  ['flow(a.b', 'formula.syntax', '1:9', { found: '结尾', expected: '“)”' }],
  ['growth(1 2)', 'formula.syntax', '1:10', { found: '2', expected: '“,”' }],
  ['1 % 2', 'formula.syntax', '1:3', { found: '%', expected: '数、函数或运算符' }],
  ['flow（a.b）', 'formula.syntax', '1:5', { found: '（', expected: '数、函数或运算符' }],
  ['flow(a.b) +\n  sum(a.b)', 'formula.name-unknown', '2:3', { name: 'sum' }],
  ['toString(a.b)', 'formula.name-unknown', '1:1', { name: 'toString' }],
  ['a.b + 1', 'formula.name-unknown', '1:1', { name: 'a.b' }],
  ['1 + flow()', 'formula.arguments', '1:5', { name: 'flow', expected: 1, found: 0 }],
  ['growth(1)', 'formula.arguments', '1:1', { name: 'growth', expected: 2, found: 1 }],
  ['growth(1, 2, 3)', 'formula.arguments', '1:1', { name: 'growth', expected: 2, found: 3 }],
  ['1 +\n\n  lastDay(a.b)', 'formula.type', '3:3', { expected: '数', found: '日期' }],
  ['-firstDay(a.b)', 'formula.type', '1:2', { expected: '数', found: '日期' }],
  ['lastYear(firstDay(a.b))', 'formula.type', '1:10', { expected: '数', found: '日期' }],
] as const)('%j → %s at %s', (source, code, at, facts) => {
  const [line, column] = at.split(':').map(Number)
  const error = refusal(source)
  expect(error.code).toBe(code)
  expect(error.facts).toEqual({ line, column, ...facts })
})

test('a refusal points at line and column in words', () => {
  const error = refusal('1 +\n\n  lastDay(a.b)')
  expect(error.text('zh')).toBe('公式第 3 行第 3 列：应为数，现在是日期。')
  expect(error.text('en')).toBe('Formula, line 3, column 3: expected 数, found 日期.')
})

test.each([
  ['lastDay(a.b)', 'day'],
  ['firstDay(a.b)', 'day'],
  ['lastMonth(a.b)', 'number'],
  ['1 / 2', 'number'],
] as const)('%s gives a %s', (source, expected) => {
  expect(resultOf(parseFormula(source))).toBe(expected)
})

function refusal(source: string): ShishuError {
  try {
    parseFormula(source)
  } catch (error) {
    if (error instanceof ShishuError) return error
    throw error
  }
  throw new Error(`${source} was read`)
}
