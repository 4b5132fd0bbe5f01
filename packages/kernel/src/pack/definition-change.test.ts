import { books, loans, packLibrary, visits } from '@shishu/pack-library'
import { describe, expect, test } from 'vitest'
import { choice, date, quantity, text } from '../ledger/field.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { count } from '../ledger/measure.ts'
import { changedPack, checkChanges, type DefinitionChange } from './definition-change.ts'
import type { Pack } from './pack.ts'

const WORDS = { label: '报修', gloss: 'repairs', source: '馆务会' }
const repairs: Ledger = {
  ...WORDS,
  id: 'own-repairs',
  kind: 'event',
  office: 'desk',
  fields: {
    on: date({ label: '日期', gloss: 'day', required: true }),
    kind: choice({ label: '类别', gloss: 'kind', options: { roof: '屋面', heating: '暖气' } }),
    cost: quantity({ label: '费用', gloss: 'cost', unit: 'yuan' }),
    teller: text({ label: '报修人', gloss: 'who told', personal: true, max: 60 }),
  },
  key: ['on', 'orgUnit'],
  measures: { told: count({ label: '报修', gloss: 'told', on: 'on', by: 'kind' }) },
  restricted: true,
  retentionMonths: 12,
}
const ownIndicator = {
  id: 'own-repairs-told',
  label: '报修数',
  gloss: 'repairs told',
  unit: 'one' as const,
  value: 'flow(own-repairs.told)',
  better: 'neither' as const,
  source: '馆务会',
}
const withRepairs = changedPack(packLibrary, [{ kind: 'ledger', body: repairs }])
const param = packLibrary.params[0]!
const target = packLibrary.targets[0]!
const requirement = packLibrary.requirements[0]!
const report = packLibrary.reports[0]!
const visitors = packLibrary.indicators.find(({ id }) => id === 'visitors')!

const ledger = (body: Partial<Ledger>, of: Ledger = repairs): DefinitionChange => ({
  kind: 'ledger',
  body: { ...of, ...body } as Ledger,
})
const told = (pack: Pack, ...changes: DefinitionChange[]) =>
  checkChanges(pack, changes).map(({ path, problem }) => `${path}：${problem}`)

test('a new ledger with an indicator joins the pack', () => {
  const changes: DefinitionChange[] = [ledger({}), { kind: 'indicator', body: ownIndicator }]
  expect(checkChanges(packLibrary, changes)).toEqual([])
  const changed = changedPack(packLibrary, changes)
  expect([changed.ledgers.at(-1), changed.indicators.at(-1)]).toEqual([repairs, ownIndicator])
  expect(packLibrary.ledgers).not.toContain(repairs)
})

describe('what a town may set of the pack’s own', () => {
  const further = { ...visits.fields, weather: text({ label: '天气', gloss: 'weather' }) }
  const loop = loans.loop!
  const guess = { ...loop.states.lent!, limit: { ...loop.states.lent!.limit!, unconfirmed: true } }
  const unsure = changedPack(packLibrary, [
    ledger({ loop: { ...loop, states: { ...loop.states, lent: guess } } }, loans),
  ])
  const longer = (pack: Pack) => {
    const of = pack.ledgers.find(({ id }) => id === 'loans')!
    const lent = of.loop!.states.lent!
    const states = { ...of.loop!.states, lent: { ...lent, limit: { ...lent.limit!, count: 45 } } }
    return ledger({ loop: { ...of.loop!, states } }, of)
  }
  test.each<[what: string, pack: Pack, change: DefinitionChange, problem: RegExp | null]>([
    ['a parameter’s value', packLibrary, { kind: 'param', body: { ...param, value: 14 } }, null],
    [
      'a number by a text',
      packLibrary,
      { kind: 'param', body: { ...param, value: '十四' } },
      /params.loan.days.value：原来是数/,
    ],
    ['a parameter’s name', packLibrary, { kind: 'param', body: { ...param, label: '期' } }, /label：是统一规定的/],
    [
      'a new id without own-',
      packLibrary,
      { kind: 'param', body: { ...param, id: 'loan.weeks' } },
      /标识要以 own- 开头/,
    ],
    ['a course', packLibrary, { kind: 'target', body: { ...target, courses: { 2027: 'linear' } } }, null],
    [
      'a target’s measure',
      packLibrary,
      { kind: 'target', body: { ...target, measure: 'visits.days' } },
      /measure：是统一/,
    ],
    ['an indicator', packLibrary, { kind: 'indicator', body: { ...visitors, value: '1' } }, /value：是统一规定的/],
    ['how often', packLibrary, { kind: 'requirement', body: { ...requirement, least: 2 } }, /least：是统一规定的/],
    ['the text of a report', packLibrary, { kind: 'report', body: { ...report, issuer: '馆长办公室' } }, null],
    [
      'a report’s period',
      packLibrary,
      { kind: 'report', body: { ...report, periodKind: 'year' } },
      /periodKind：是统一/,
    ],
    ['a further field', packLibrary, ledger({ fields: further }, visits), null],
    ['a label', packLibrary, ledger({ label: '进馆台账' }, visits), null],
    [
      'a condition',
      packLibrary,
      ledger({ measures: { ...books.measures, bought: count({ ...WORDS, on: 'discardedOn' }) } }, books),
      /measures.bought：是统一的统计口径/,
    ],
    [
      'another own day',
      packLibrary,
      ledger({ fields: { seen: date({ ...WORDS, required: true }), ...visits.fields } }, visits),
      /归到哪一天/,
    ],
    [
      'a day by a word',
      changedPack(packLibrary, [{ kind: 'param', body: { ...param, value: '2026-02-20' } }]),
      { kind: 'param', body: { ...param, value: '开春' } },
      /原来是日期/,
    ],
    ['less privacy', packLibrary, ledger({ retentionMonths: 24 }, loans), /月数不能延长/],
    ['a limit of law', packLibrary, longer(packLibrary), /loop.states.lent：是统一规定的/],
    ['a limit that nothing confirms', unsure, longer(unsure), null],
  ])('%s', (_, pack, change, problem) => {
    const found = told(pack, change).join('\n')
    if (problem === null) expect(found).toBe('')
    else expect(found).toMatch(problem)
  })
})

describe('what a ledger of one’s own keeps once it is there', () => {
  const { teller, ...others } = repairs.fields
  test.each<[what: string, change: DefinitionChange, problem: RegExp | null]>([
    ['measures may change', ledger({ measures: {} }), null],
    ['a field is not removed', ledger({ fields: others }), /fields.teller：已经在用的栏目不能删去/],
    ['nor shown', ledger({ fields: { ...others, teller: text(WORDS) } }), /teller.personal：是不是个人信息/],
    ['nor retyped', ledger({ fields: { ...repairs.fields, cost: text(WORDS) } }), /cost.type：已经在用/],
    [
      'nor measured otherwise',
      ledger({ fields: { ...repairs.fields, cost: quantity({ ...WORDS, unit: 'wan-yuan' }) } }),
      /cost.unit：/,
    ],
    [
      'options stay',
      ledger({ fields: { ...repairs.fields, kind: choice({ ...WORDS, options: { roof: '屋面' } }) } }),
      /options.heating：/,
    ],
    ['the kind', ledger({ kind: 'subject' }), /kind：已经在用/],
    ['the key', ledger({ key: ['on'] }), /key：已经在用/],
    ['the office', ledger({ office: 'shelves' }), /office：已经在用/],
    ['who is kept from it', ledger({ restricted: false }), /restricted：限制查看的，不能放开/],
    ['how long names are kept', ledger({ retentionMonths: 13 }), /月数不能延长/],
  ])('%s', (_, change, problem) => {
    const found = told(withRepairs, change).join('\n')
    if (problem === null) expect(found).toBe('')
    else expect(found).toMatch(problem)
  })
})

test.each<[what: string, change: unknown, problem: RegExp]>([
  ['nothing', null, /changes.0.kind/],
  ['a role', { kind: 'role', body: { id: 'own-king' } }, /kind：应为 param、ledger/],
  ['a body that is none', { kind: 'ledger', body: 7 }, /changes.0.body：应为一组/],
  ['an office that is not there', ledger({ office: 'cellar' }), /没有部门 cellar/],
  [
    'a name of all objects as an id',
    ledger({ fields: JSON.parse('{"constructor":{"type":"boolean","label":"a","gloss":"a"}}') }),
    /fields.constructor：标识/,
  ],
  [
    '__proto__',
    JSON.parse('{"kind":"ledger","body":{"id":"own-x","__proto__":{"label":"x"}}}'),
    /__proto__：没有这一项/,
  ],
  ['a reference to what all objects have', ledger({ key: ['toString'] }), /key.0：标识/],
  ['SQL in an id', ledger({ id: "own-x'; drop table shishu.posting; --" }), /id：标识只能/],
  ['a column name that is too long', ledger({ fields: { [`a${'B'.repeat(40)}`]: text(WORDS) } }), /标识/],
  [
    'eighty-one fields',
    ledger({ fields: Object.fromEntries(Array.from({ length: 81 }, (_, i) => [`f${i}`, text(WORDS)])) }),
    /fields：应有 1 到 80 项/,
  ],
  ['unseen letters', ledger({ label: '报\u202e修' }), /label：有不能用的字符/],
  [
    'a deep formula',
    { kind: 'indicator', body: { ...ownIndicator, value: `${'('.repeat(500)}1${')'.repeat(500)}` } },
    /括号套得太深/,
  ],
  ['many signs', { kind: 'indicator', body: { ...ownIndicator, value: `${'-'.repeat(500)}1` } }, /负号太多/],
  ['a formula of what is not there', { kind: 'indicator', body: ownIndicator }, /没有科目 own-repairs.told/],
  ['one thing twice', [ledger({}), ledger({})], /改了两次/],
])('%s is refused with its path', (_, change, problem) => {
  const changes = (Array.isArray(change) ? change : [change]) as DefinitionChange[]
  expect(told(packLibrary, ...changes).join('\n')).toMatch(problem)
})

test.each([
  ['flow(visits.people)', 'down', true],
  ['growth(cumulative(visits.people), lastYear(cumulative(visits.people)))', 'down', true],
  ['flow(visits.people)', 'neither', false],
  ['flow(visits.fines) / flow(visits.people)', 'down', false], // a share of what came in
  ['stock(loans.overdue)', 'down', false],
  ['1000 - flow(visits.people)', 'up', true],
  ['-1 * flow(visits.people)', 'up', true],
  ['places(village) / flow(visits.people)', 'up', true],
  ['flow(visits.fines) / flow(visits.people)', 'up', false],
] as const)('%s the better the more it goes %s is a goal that none may be: %s', (value, better, refused) => {
  const found = told(packLibrary, { kind: 'indicator', body: { ...ownIndicator, value, better } })
  expect(found).toEqual(
    refused
      ? ['indicators.own-repairs-told.better：“到馆人数”的多少不作好坏，不能定为越少越好；可以考核按期办结、满意']
      : [],
  )
})

test('the same count under another name is no way round', () => {
  const people = visits.measures.people!
  const changes = [
    ledger({ measures: { ...visits.measures, heads: { ...people, label: '人头' } } }, visits),
    { kind: 'indicator', body: { ...ownIndicator, value: 'flow(visits.heads)', better: 'down' } } as DefinitionChange,
  ]
  expect(told(packLibrary, ...changes).join()).toContain('不能定为越少越好')
})

test.each([
  [
    'a formula of a text',
    { kind: 'indicator', body: { ...ownIndicator, value: 'param(own-word)' } },
    '不是数：参数 own-word',
  ],
  [
    'the month of a word',
    {
      kind: 'report',
      body: {
        ...report,
        paragraphs: [...report.paragraphs, { style: 'body', text: '{99}月' }],
        slots: { ...report.slots, 99: { kind: 'label', value: { from: 'param', param: 'own-word', part: 'month' } } },
      },
    },
    '参数 own-word 不是日期',
  ],
])('%s is refused, not left for the report to stumble over', (_, change, problem) => {
  const word: DefinitionChange = { kind: 'param', body: { ...WORDS, id: 'own-word', value: '甲' } }
  expect(told(packLibrary, word, change as DefinitionChange).join()).toContain(problem)
})

test('fifty-one changes at once are refused, and none', () => {
  expect(told(packLibrary, ...Array.from({ length: 51 }, () => ledger({})))).toEqual(['changes：一次至多改 50 项'])
  expect(told(packLibrary)).toEqual(['changes：没有要改的'])
})
