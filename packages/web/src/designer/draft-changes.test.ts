import {
  type BookingCase,
  checkChanges,
  type Definitions,
  definitionsOf,
  type Ledger,
  type Pack,
  parseFormula,
} from '@shishu/kernel'
import { packLibrary } from '@shishu/pack-library'
import { expect, test } from 'vitest'
import { initialsOf } from '../search/pinyin-initials.ts'
import { bookingCase, postingsOf } from './booking-example.ts'
import { type Design, EMPTY_DESIGN, type FieldRow, type LedgerDraft, nextRow } from './design.ts'
import { DESIGNER_WORDS } from './designer-words.ts'
import { outcomeOf } from './draft-changes.ts'
import { idOfNewReport, withIds } from './draft-ids.ts'
import { problemsAt, problemsOf } from './draft-problems.ts'
import { earlierExamplesBroken } from './earlier-examples.ts'
import { exampleInputs, figureOfExample } from './figure-example.ts'
import { formulaFault, newIndicator } from './indicator-draft.ts'
import { draftOfLedger, ledgerOfDraft, moved, newField, withoutField } from './ledger-draft.ts'
import { draftOfReport, reportOfDraft, unknownBlanks, withFigure } from './report-draft.ts'
import { runExamples } from './run-examples.ts'
import { startLedger } from './start-ledger.ts'
import { startReport } from './start-report.ts'
import { withDraft } from './with-draft.ts'

const pack: Pack = packLibrary
const definitions: Definitions = definitionsOf(pack)
const words = DESIGNER_WORDS.zh
const taken = {
  ledgers: new Set(pack.ledgers.map(({ id }) => id)),
  indicators: new Set(pack.indicators.map(({ id }) => id)),
  reports: new Set(pack.reports.map(({ id }) => id)),
}
const name = (design: Design) => withIds(design, taken, initialsOf)
const office = Object.keys(pack.offices)[0]!
const begin = (label: string, kind: Ledger['kind']) =>
  startLedger(EMPTY_DESIGN, { label, office, kind, like: undefined }, name)
const change = (design: Design, next: (draft: LedgerDraft) => LedgerDraft): Design =>
  name(withDraft(design, 'ledgers', next(design.ledgers[0]!)))
const withField = (design: Design, part: Partial<FieldRow>): Design =>
  change(design, (draft) => ({
    ...draft,
    fields: [...draft.fields, { ...newField(nextRow(draft.fields)), ...part }],
  }))

/** 走访台账 as a person fills it in. */
function visits(): Design {
  let design = begin('走访台账', 'event').design
  design = withField(design, { label: '走访对象', personal: true, required: true })
  design = withField(design, { label: '方式', type: 'choice', options: '上门、电话', required: true })
  design = withField(design, { label: '发放补贴', type: 'quantity', unit: 'yuan' })
  return change(design, (draft) => ({ ...draft, source: '测试文件' }))
}

test.each(['event', 'subject', 'statement', 'case'] as const)(
  'a new %s can be published once it has a source',
  (kind) => {
    const design = change(begin('借阅走访', kind).design, (draft) => ({ ...draft, source: '馆务会' }))
    const { changes } = outcomeOf(design, pack)
    expect(checkChanges(pack, changes)).toEqual([])
  },
)

test('ids are made from labels, are not taken twice, and stay when the label changes', () => {
  let design = withField(visits(), { label: '放水' }) // fs, as 方式
  const ids = () => design.ledgers[0]!.fields.map(({ id }) => id)
  expect(design.ledgers[0]!.id).toBe('own-zftz')
  expect(ids()).toEqual(['rq', 'zfdx', 'fs', 'ffbt', 'fs2'])
  design = change(design, (draft) => ({
    ...draft,
    label: '入户走访台账',
    fields: draft.fields.map((field) => (field.id === 'fs' ? { ...field, label: '走访方式' } : field)),
  }))
  expect(design.ledgers[0]!.id).toBe('own-zftz')
  expect(ids()).toEqual(['rq', 'zfdx', 'fs', 'ffbt', 'fs2'])
  const second = startLedger(design, { label: '走访台账', office, kind: 'event', like: undefined }, name)
  expect(second.design.ledgers[1]!.id).toBe('own-zftz2')
})

test('a ledger in force that nobody changed is the same ledger', () => {
  for (const ledger of pack.ledgers) expect(ledgerOfDraft(draftOfLedger(ledger))).toEqual(ledger)
})

test('what is missing is told at its place', () => {
  const design = withField(begin('走访台账', 'event').design, { label: '日期', type: 'date' })
  const problems = problemsOf(design, outcomeOf(design, pack), pack, words.problems)
  const at = (part: string) => problemsAt(problems, 'l1', part)
  expect(at('source')).toEqual([words.problems.source])
  expect(at('fields.2')).toEqual([words.problems.sameLabel('日期')])
  const empty = change(design, (draft) => ({
    ...draft,
    source: '文件',
    keyFields: [],
    fields: [{ ...newField(1), label: '种类', type: 'choice' }],
  }))
  const left = problemsOf(empty, outcomeOf(empty, pack), pack, words.problems)
  expect(problemsAt(left, 'l1', 'fields', true)).toEqual([words.problems.noDate])
  expect(problemsAt(left, 'l1', 'key')).toEqual([words.problems.noKey])
  expect(problemsAt(left, 'l1', 'fields.1')).toHaveLength(1) // no options, as the kernel says
})

test('a field that is taken out is taken out of all that names it', () => {
  const design = change(visits(), (draft) => withoutField(draft, 1))
  const [draft] = design.ledgers
  expect(draft!.keyFields).toEqual(['orgUnit'])
  expect(draft!.measures[0]!.on).toBe('')
})

test('a condition that is not finished is a problem, and never counts everything unseen', () => {
  const counted = (value: string) =>
    change(visits(), (draft) => ({
      ...draft,
      measures: draft.measures.map((measure) => ({
        ...measure,
        where: [{ row: 1, field: 'ffbt', test: 'atLeast', value }],
      })),
    }))
  const at = (design: Design) =>
    problemsAt(problemsOf(design, outcomeOf(design, pack), pack, words.problems), 'l1', 'measures.1')
  expect(at(counted(''))).toEqual([words.problems.condition])
  expect(at(counted('很多'))).toEqual([words.problems.condition])
  expect(at(counted('50'))).toEqual([])
  const { definitions: drafted } = outcomeOf(counted('50'), pack)
  expect(drafted.ledger('own-zftz').measures.cs!.where).toEqual({ ffbt: { atLeast: 5000 } })
})

test('rows move and stay where they cannot', () => {
  const rows = [{ row: 1 }, { row: 2 }, { row: 3 }]
  expect(moved(rows, 3, -1).map(({ row }) => row)).toEqual([1, 3, 2])
  expect(moved(rows, 1, -1)).toBe(rows)
})

test('an example keeps what an entry books, and nobody’s name', () => {
  const { definitions: drafted } = outcomeOf(visits(), pack)
  const ledger = drafted.ledger('own-zftz')
  const content = {
    orgUnit: '341899101001',
    values: { rq: '2026-03-05', zfdx: '张三', fs: 'sm', ffbt: 5000 },
    track: [],
  }
  const { postings } = postingsOf(ledger, content, drafted)
  const kept = bookingCase('例 1', ledger, content, postings, '某某')
  expect(kept).toEqual<BookingCase>({
    kind: 'booking',
    name: '例 1',
    ledger: 'own-zftz',
    values: { rq: '2026-03-05', zfdx: '某某', fs: 'sm', ffbt: 5000 },
    books: { 'own-zftz.cs': 1, 'own-zftz.kept': 1 },
  })
  expect(runExamples(drafted, [kept])[0]).toMatchObject({ passed: true })
  const wrong = { ...kept, books: { 'own-zftz.cs': 2 } }
  const published = [kept, wrong].map((one) => ({
    id: '1',
    from: '2026-01-01',
    at: '2026-01-01T00:00:00Z',
    by: 'chen',
    byName: '小陈',
    reason: '试',
    state: 'in-force' as const,
    changes: [],
    cases: [one],
  }))
  expect(earlierExamplesBroken(published, drafted)).toEqual([]) // the newest of one name
  expect(earlierExamplesBroken(published.toReversed(), drafted)).toHaveLength(1)
  expect(runExamples(drafted, [wrong])[0]).toMatchObject({ passed: false })
})

test.each([
  ['sum', { 'own-zftz.cs': 12 }, 'one', 12],
  ['growth', { 'own-zftz.cs': 12, 'lastYear(own-zftz.cs)': 10 }, 'percent', 20],
  ['ratio', { 'own-zftz.cs': 12, 'own-zftz.kept': 16 }, 'percent', 75],
] as const)('an indicator by %s of %j', (template, sums, unit, value) => {
  const draft = { ...newIndicator('i1'), label: '走访次数', source: '文件', template, measure: 'own-zftz.cs' }
  const design = name(withDraft(visits(), 'indicators', { ...draft, divisor: 'own-zftz.kept' }))
  const { changes, definitions: drafted } = outcomeOf(design, pack)
  expect(checkChanges(pack, changes)).toEqual([])
  const { indicator, formula } = drafted.indicator('own-zfcs')
  expect(indicator.unit).toBe(unit)
  expect(exampleInputs(formula).map((input) => input.name)).toEqual(Object.keys(sums))
  const figure = figureOfExample(drafted, 'own-zfcs', sums)
  expect(figure.value).toBe(value)
  const example = { kind: 'figure', name: '例 1', indicator: 'own-zfcs', sums, value } as const
  expect(runExamples(drafted, [example])[0]).toMatchObject({ passed: true })
})

test('a formula that cannot be read says where', () => {
  expect(formulaFault('flow(loans.made)')).toBeNull()
  expect(formulaFault('flow(loans.made) + foo(1)')).toMatchObject({ column: 20 })
  expect(parseFormula('1 + 1').kind).toBe('binary')
})

test('a report keeps its blanks, gains one, and loses those that stand nowhere any more', () => {
  const [report] = pack.reports
  const draft = draftOfReport(report!, definitions, words.report)
  expect(reportOfDraft(draft)).toEqual(report)
  const { draft: next, mark } = withFigure(draft, { id: 'own-zfcs', label: '走访次数' }, 'plain')
  const [first, ...rest] = next.paragraphs
  const written = { ...next, paragraphs: [{ ...first!, text: `共走访${mark}次。` }, ...rest] }
  const made = reportOfDraft(written)
  const slot = Math.max(...Object.keys(report!.slots).map(Number)) + 1
  expect(made.paragraphs[0]!.text).toBe(`共走访{${slot}}次。`)
  expect(made.slots[slot]).toEqual({ kind: 'figure', indicator: 'own-zfcs', wording: 'plain' })
  const before = [...report!.paragraphs[0]!.text.matchAll(/\{(\d+)\}/g)].map(([, one]) => Number(one))
  for (const gone of before) expect(made.slots).not.toHaveProperty(String(gone))
  expect(unknownBlanks(written, { text: '【走访次数】【没有的】' })).toEqual(['没有的'])
})

test('a report that is begun can be published once something is written in it', () => {
  const id = idOfNewReport('服务情况', EMPTY_DESIGN, taken, initialsOf)
  const draft = startReport({ id, label: '服务情况', periodKind: 'quarter', source: '馆务会' }, pack.reports[0]!)
  const problemsIn = (design: Design) => problemsOf(design, outcomeOf(design, pack), pack, words.problems)
  const empty = withDraft(EMPTY_DESIGN, 'reports', draft)
  expect(problemsIn(empty)).toEqual([{ draft: id, part: 'paragraphs', text: words.problems.noParagraphs }])
  expect(idOfNewReport('服务情况', empty, taken, initialsOf)).not.toBe(id)
  const { draft: counted, mark } = withFigure(draft, pack.indicators[0]!, 'plain')
  const [first] = counted.paragraphs
  const written = { ...counted, paragraphs: [{ ...first!, text: `共${mark}。` }] }
  expect(problemsIn(withDraft(EMPTY_DESIGN, 'reports', written))).toEqual([])
})
