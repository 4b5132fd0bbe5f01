import { books, budget, loans, packLibrary, visits } from '@shishu/pack-library'
import { expect, test } from 'vitest'
import { ShishuError } from '../error/define-errors.ts'
import type { Indicator } from '../indicator/indicator.ts'
import { choice, date, days, quantity } from '../ledger/field.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { count, stock, sum } from '../ledger/measure.ts'
import { checkPack } from './check-pack.ts'
import { definitionsOf } from './definitions.ts'
import type { Pack } from './pack.ts'

test('the library’s own pack is whole', () => {
  expect(checkPack(packLibrary)).toEqual([])
})

const loop = loans.loop!
const words = { label: 'x', gloss: 'x' }
const indicator = (id: string, value: string, more: Partial<Indicator> = {}): Indicator => ({
  ...packLibrary.indicators[0]!,
  id,
  value,
  ...more,
})
const target = packLibrary.targets[0]!

const BROKEN_LEDGERS: readonly Ledger[] = [
  { ...visits, id: 'Visits', office: 'cellar', source: '', loop, key: [] },
  { ...budget, kind: 'case', key: ['year'] },
  {
    ...books,
    fields: {
      ...books.fields,
      Number: quantity({ ...words, unit: 'bushel' as 'one' }),
      colour: choice({ ...words, options: {} }),
      repairedOn: date({ ...words, notBefore: 'brokenOn' }),
      age: days({ ...words, from: 'printedOn', to: 'number' }),
    },
    measures: {
      flow: count({ ...words, on: 'readOn' }),
      held: stock({ ...words, from: 'number', until: 'burntOn' }),
      paid: sum({ ...words, on: 'boughtOn', of: 'title' }),
      parts: count({ ...words, on: 'boughtOn', by: 'price' }),
      where: count({
        ...words,
        on: 'boughtOn',
        where: { shelf: 'A', subject: { in: ['novel', 'poem'] }, price: { atMost: { param: 'price.max' } } },
      }),
    },
  },
  {
    ...loans,
    measures: {
      opened: count({ ...words, on: 'lentOn' }),
      ofMrLi: count({ ...words, on: 'lentOn', where: { reader: '李' } }),
    },
    loop: {
      opens: { on: 'slip', state: 'asked' },
      states: {
        ...loop.states,
        lent: { ...loop.states.lent!, limit: { count: 1, unit: 'month', source: 's', from: 'calledOn' } },
        binding: words,
      },
      steps: {
        ...loop.steps,
        bind: { ...words, from: ['torn'], to: 'bound', day: 'boundOn', needs: ['glue'], notBy: ['tear'] },
      },
    },
  },
  packLibrary.ledgers.find(({ id }) => id === 'goals')!,
  packLibrary.ledgers.find(({ id }) => id === 'goals')!,
]

const BROKEN: Pack = {
  ...packLibrary,
  params: [packLibrary.params[0]!, packLibrary.params[0]!],
  ledgers: BROKEN_LEDGERS,
  indicators: [
    indicator('twice', '1'),
    indicator('twice', '1'),
    indicator('no-source', '1', { source: '' }),
    indicator('no-unit', '1', { unit: 'bushel' as 'one' }),
    indicator('syntax', '1 +'),
    indicator('a-day', 'lastDay(books.flow)'),
    indicator('no-measure', '1 +\n flow(books.burnt)'),
    indicator('no-part', 'stock(loans.at[asleep])'),
    indicator('no-target', 'planned(readers)'),
    indicator('no-param', 'param(loan.years)'),
    indicator('no-level', 'places(street)'),
  ],
  targets: [
    { ...target, measure: 'goals.readers' },
    { ...target, id: 'short', course: [50, 100] },
    { ...target, id: 'falls', course: [10, 20, 30, 25, 40, 50, 60, 70, 80, 90, 95, 100] },
    { ...target, id: 'by-year', courses: { '2027': [50, 100], next: 'linear' } },
    { ...target, id: 'unfinished', course: [10, 20, 30, 35, 40, 50, 60, 70, 80, 90, 95, 99] },
    target,
  ],
  reports: [
    {
      ...packLibrary.reports[0]!,
      title: '{org}{period}',
      paragraphs: [
        { style: 'body', text: '{1}与{9}' },
        { style: 'body', text: '{2}{3}{4}{10}' },
      ],
      slots: {
        1: { kind: 'label', value: { from: 'org-unit' } },
        2: { kind: 'figure', indicator: 'readers', wording: 'plain' },
        3: { kind: 'label', value: { from: 'param', param: 'loan.years' } },
        4: { kind: 'label', value: { from: 'day', formula: 'flow(books.flow)', part: 'day' } },
        5: { kind: 'label', value: { from: 'year', plus: 0 } },
      },
    },
    packLibrary.reports[0]!,
  ],
}

const FAULTS = [
  ['params.loan.days', '重复定义'],
  ['ledgers.goals', '重复定义'],
  ['indicators.twice', '重复定义'],
  ['targets.visitors', '重复定义'],
  ['reports.half-year', '重复定义'],

  ['ledgers.Visits', '标识只能用小写字母、数字和连字符，至多 50 个'],
  ['ledgers.Visits.office', '没有部门 cellar'],
  ['ledgers.Visits.source', '没有写来源'],
  ['ledgers.Visits.loop', '闭环类台账要有闭环，别的不要'],
  ['ledgers.Visits.key', '没有写哪几栏区分条目'],
  ['ledgers.budget.loop', '闭环类台账要有闭环，别的不要'],
  ['ledgers.budget.key', '没有栏目 year'],

  ['ledgers.books.fields.Number', '标识只能用字母和数字，首字母小写'],
  ['ledgers.books.fields.Number.unit', '没有单位 bushel'],
  ['ledgers.books.fields.colour.options', '没有选项'],
  ['ledgers.books.fields.repairedOn.notBefore', '没有日期栏 brokenOn'],
  ['ledgers.books.fields.age.from', '没有日期栏 printedOn'],
  ['ledgers.books.fields.age.to', '没有日期栏 number'],
  ['ledgers.books.measures.flow.on', '没有日期栏 readOn'],
  ['ledgers.books.measures.held.from', '没有日期栏 number'],
  ['ledgers.books.measures.held.until', '没有日期栏 burntOn'],
  ['ledgers.books.measures.paid.of', '没有数量栏 title'],
  ['ledgers.books.measures.parts.by', '没有选项栏 price'],
  ['ledgers.books.measures.where.where.shelf', '没有栏目 shelf'],
  ['ledgers.books.measures.where.where.subject', '没有选项 poem'],
  ['ledgers.books.measures.where.where.price', '没有参数 price.max'],

  ['ledgers.loans.measures.opened', '与自带的科目重名'],
  ['ledgers.loans.measures.ofMrLi.where.reader', '个人信息不能作条件'],
  ['ledgers.loans.loop.opens.on', '没有日期栏 slip'],
  ['ledgers.loans.loop.opens.state', '没有状态 asked'],
  ['ledgers.loans.loop.states.lent.limit', '没有日期栏 calledOn'],
  ['ledgers.loans.loop.states.binding', '走不出去：没有环节离开它，也没写是终点'],
  ['ledgers.loans.loop.states.binding', '走不到：没有环节通向它'],
  ['ledgers.loans.loop.steps.bind.from', '没有状态 torn'],
  ['ledgers.loans.loop.steps.bind.to', '没有状态 bound'],
  ['ledgers.loans.loop.steps.bind.day', '没有日期栏 boundOn'],
  ['ledgers.loans.loop.steps.bind.needs', '没有栏目 glue'],
  ['ledgers.loans.loop.steps.bind.notBy', '没有环节 tear'],

  ['indicators.no-source.source', '没有写来源'],
  ['indicators.no-unit.unit', '没有单位 bushel'],
  ['indicators.syntax.value', '公式第 1 行第 4 列：遇到“结尾”，应为数、函数或“(”。'],
  ['indicators.a-day.value', '公式应得出数'],
  ['indicators.no-measure.value', '第 2 行第 7 列：没有科目 books.burnt'],
  ['indicators.no-part.value', '第 1 行第 7 列：没有科目 loans.at[asleep]'],
  ['indicators.no-target.value', '第 1 行第 9 列：没有目标 readers'],
  ['indicators.no-param.value', '第 1 行第 7 列：没有参数 loan.years'],
  ['indicators.no-level.value', '第 1 行第 8 列：没有层级 street'],

  ['targets.visitors.measure', '没有科目 goals.readers'],
  ['targets.short.course', '应为十二个不下降的累计百分数，末个为 100'],
  ['targets.falls.course', '应为十二个不下降的累计百分数，末个为 100'],
  ['targets.by-year.courses.2027', '应为十二个不下降的累计百分数，末个为 100'],
  ['targets.by-year.courses.next', '年份应为四位数字'],
  ['targets.unfinished.course', '应为十二个不下降的累计百分数，末个为 100'],

  ['requirements.weekly-opening.measure', '没有科目 visits.days'],
  ['missions.A1.ledgers', '没有台账 visits'],
  ['reports.half-year.paragraphs.0', '空格 {9} 没有绑定'],
  ['reports.half-year.paragraphs.1', '空格 {10} 没有绑定'],
  ['reports.half-year.slots.2', '没有指标 readers'],
  ['reports.half-year.slots.3', '没有参数 loan.years'],
  ['reports.half-year.slots.4', '公式应得出日期'],
  ['reports.half-year.slots.5', '正文里没有这个空格'],
] as const

const told = checkPack(BROKEN).map(({ path, problem }) => `${path}：${problem}`)

test.each(FAULTS)('%s：%s', (path, problem) => {
  expect(told).toContain(`${path}：${problem}`)
})

test('a broken pack is refused with every fault in one go', () => {
  const refused = () => definitionsOf(BROKEN)
  expect(refused).toThrow(ShishuError)
  try {
    refused()
  } catch (error) {
    expect((error as ShishuError).code).toBe('pack.broken')
    expect((error as ShishuError).facts.problems).toEqual(told)
  }
  // Besides: the second report and the borrowed loop, whole in themselves, name what this pack lacks.
  const others = told.filter((line) => !FAULTS.some(([path, problem]) => line === `${path}：${problem}`))
  expect(others.filter((line) => !/^(reports.half-year.slots|ledgers.Visits.loop)\./.test(line))).toEqual([])
})
