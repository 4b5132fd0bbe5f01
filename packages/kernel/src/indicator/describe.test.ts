import { packLibrary } from '@shishu/pack-library'
import { expect, test } from 'vitest'
import { definitionsOf } from '../pack/definitions.ts'
import { describe } from './describe.ts'
import { FORMULA_FUNCTIONS } from './functions.ts'
import { parseFormula } from './parse-formula.ts'

const { nameOf } = definitionsOf(packLibrary)

const ROWS = [
  ['flow(loans.back)', '本期〔借阅台账·归还〕', '〔借阅台账·归还〕 in the period'],
  ['stock(books.held[novel])', '期末〔藏书台账·在藏（小说）〕', "〔藏书台账·在藏（小说）〕 at the period's end"],
  ['stock(books.held)', '期末〔藏书台账·在藏〕', "〔藏书台账·在藏〕 at the period's end"],
  ['cumulative(visits.people)', '1月起累计〔到馆台账·到馆人数〕', '〔到馆台账·到馆人数〕 since January'],
  ['latest(budget.spent)', '最近一月〔经费月报·支出〕', '〔经费月报·支出〕 of the latest month'],
  ['reached(visits.people)', '有〔到馆台账·到馆人数〕的村（社区）数', 'villages with 〔到馆台账·到馆人数〕'],
  ['places(village)', '村（社区）总数', 'number of villages'],
  ['firstMonth(visits.days)', '〔到馆台账·开馆天数〕的首月', 'first month of 〔到馆台账·开馆天数〕'],
  ['lastMonth(visits.days)', '〔到馆台账·开馆天数〕的末月', 'last month of 〔到馆台账·开馆天数〕'],
  ['firstDay(visits.days)', '〔到馆台账·开馆天数〕的首日', 'first day of 〔到馆台账·开馆天数〕'],
  ['lastDay(visits.days)', '〔到馆台账·开馆天数〕的末日', 'last day of 〔到馆台账·开馆天数〕'],
  [
    'lastYear(flow(visits.people))',
    '上年同期（本期〔到馆台账·到馆人数〕）',
    'a year earlier (〔到馆台账·到馆人数〕 in the period)',
  ],
  ['growth(1, 2)', '1比2的增幅', 'growth of 1 over 2'],
  ['target(visitors)', '全年目标〔到馆人数〕', "the year's target [到馆人数]"],
  ['planned(visitors)', '时序目标〔到馆人数〕', 'the planned course of [到馆人数]'],
  ['halfMonths()', '本期半月数', 'half-months in the period'],
  ['missed(weekly-opening)', '没做到〔每周开馆〕的次数', 'periods and places short of [每周开馆]'],
  ['required(weekly-opening)', '〔每周开馆〕应做到的次数', 'periods and places of [每周开馆]'],
  ['param(loan.days)', '参数〔借期〕', 'parameter [借期]'],
] as const

test.each(ROWS)('%s reads %s', (source, zh, en) => {
  expect(describe(parseFormula(source), 'zh', nameOf)).toBe(zh)
  expect(describe(parseFormula(source), 'en', nameOf)).toBe(en)
})

test('every function of the language is described', () => {
  const told = ROWS.map(([source]) => source.slice(0, source.indexOf('(')))
  expect(Object.keys(FORMULA_FUNCTIONS).filter((name) => !told.includes(name as (typeof told)[number]))).toEqual([])
})

test('arithmetic keeps its parentheses where they matter', () => {
  const zh = (source: string) => describe(parseFormula(source), 'zh', nameOf)
  expect(zh('flow(loans.backInTime) / flow(loans.back)')).toBe('本期〔借阅台账·按期归还〕 ÷ 本期〔借阅台账·归还〕')
  expect(zh('(1 + 2) * -3')).toBe('（1 + 2） × −3')
  expect(zh('1 - (2 - 3)')).toBe('1 − （2 − 3）')
})

test('a call can be shown as the amount that it read', () => {
  const formula = parseFormula('flow(loans.backInTime) / flow(loans.back)')
  const shown = (call: { args: readonly unknown[] }) => (JSON.stringify(call.args).includes('InTime') ? '11' : '12')
  expect(describe(formula, 'zh', nameOf, shown)).toBe('11 ÷ 12')
})
