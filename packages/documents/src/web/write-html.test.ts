import type { Run } from '@shishu/kernel'
import { expect, test } from 'vitest'
import type { ExplainedEntry, Explanation } from './explanation.ts'
import { type ExplainedDocument, writeReportHtml } from './write-html.ts'

const plain = (text: string): Run => ({ slot: null, text })

const entry = (number: number, ledger = '走访台账'): ExplainedEntry => ({
  ledger,
  entry: `0190b2c4-0000-7000-8000-${String(number).padStart(12, '0')}`,
  summary: `走访石桥村三组农户，登记诉求并当场答复（第${number}次）`,
  orgUnit: '石桥村',
  day: '2026-03-05',
  amount: '1户',
})

function explanation(slot: number, changes: Partial<Explanation> = {}): Explanation {
  return {
    slot,
    label: '走访农户',
    indicator: 'visited-households',
    text: '120余',
    value: '123户',
    unit: '户',
    definition: '报告期内走访的农户数。',
    formula: 'flow(visits.held)',
    withNumbers: '123户',
    source: '镇党委〔2026〕3号',
    countingRule: null,
    numerator: null,
    denominator: null,
    inputs: [
      { label: '走访', amount: '123户', entryCount: 123, entries: Array.from({ length: 60 }, (_, at) => entry(at)) },
    ],
    target: { label: '全年走访', value: '240户', planned: '120户', reached: '102.5%' },
    lastYear: { text: '100户', change: '增长23.0%' },
    absent: null,
    ...changes,
  }
}

const DOCUMENT: ExplainedDocument = {
  proposals: [
    { title: '亮点', lines: ['新开工项目<多>'] },
    { title: '难点短板', lines: [] },
  ],
  report: {
    title: '青溪镇2026年上半年工作情况汇报',
    paragraphs: [
      { style: 'heading-1', runs: [plain('一、上半年工作')], lead: null },
      {
        style: 'body',
        runs: [
          plain('全镇（走访'),
          { slot: 2, text: '120余' },
          plain('户“'),
          { slot: 3, text: '—' },
          plain('”），<规上>&其他'),
        ],
        lead: '走访有力。',
      },
    ],
    slots: [
      { slot: 1, text: '青溪镇', figure: null },
      { slot: 2, text: '120余', figure: null },
      { slot: 3, text: '—', figure: null },
      { slot: 4, text: '—', figure: null },
    ],
  },
  orgUnit: '青溪镇',
  period: '2026年上半年',
  issuer: '青溪镇人民政府',
  date: '2026-07-05',
  asOf: '2026-07-03T09:05:09Z',
  seal: '9f86d081884c7d659a2feaa0c55ad015',
  explanations: new Map([
    [2, explanation(2)],
    [3, explanation(3, { label: '改厕', text: '—', value: '', inputs: [], absent: '改厕台账在本期没有条目。' })],
  ]),
  language: 'zh',
}

const page = writeReportHtml(DOCUMENT)
const panel = (html: string, slot: number): string =>
  html.slice(html.indexOf(`id="w${slot}"`), html.indexOf('</section>', html.indexOf(`id="w${slot}"`)))
const textOf = (html: string): string => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')

test('the page is one file that loads nothing', () => {
  expect(page).toMatch(/^<!doctype html>\n<html lang="zh-CN">/)
  expect(page).toContain(`default-src 'none'`)
  expect(page).not.toMatch(/https?:|<link|<img|@import|url\(|src=/)
})

test('a figure is a button that opens its explanation without script', () => {
  expect(page).toMatch(/<button class="fig" type="button" popovertarget="w2" title="走访农户">120余<\/button>/)
  expect(page).toMatch(/<section class="why" id="w2" popover /)
})

test('a break never parts a figure from the punctuation around it', () => {
  expect(page).toMatch(/户<span class="keep">“<button [^>]*>—<\/button>”），<\/span>&lt;规上&gt;&amp;其他<\/p>/)
})

test('a lead stands before its paragraph', () => {
  expect(page).toContain('<p><span class="lead">走访有力。</span>全镇（走访<button')
})

test('an explanation says what, by what rule, from where, against which target and last year', () => {
  const text = textOf(panel(page, 2))
  for (const part of [
    '数值 123户',
    '含义 报告期内走访的农户数。',
    '依据 镇党委〔2026〕3号',
    '算式 flow(visits.held)',
  ]) {
    expect(text).toContain(part)
  }
  expect(text).toContain('上年同期 100户（增长23.0%） 年度目标 全年走访 240户 时序进度 120户 已完成 102.5%')
  expect(text).not.toContain('口径')
})

test('the first 50 entries are listed, the sum is of all', () => {
  const html = panel(page, 2)
  expect(html.match(/<tr data-entry=/g)).toHaveLength(50)
  expect(textOf(html)).toContain('走访 走访台账，共 123 条，列出前 50 条')
  expect(textOf(html)).toMatch(/合计 123户 $/)
})

test('entries of several ledgers name theirs', () => {
  const entries = [entry(1), entry(2, '信访台账')]
  const inputs = [{ label: '走访', amount: '2户', entryCount: 2, entries }]
  const html = panel(writeReportHtml({ ...DOCUMENT, explanations: new Map([[2, explanation(2, { inputs })]]) }), 2)
  expect(textOf(html)).toContain('台账 条目摘要 组织单位 日期 金额/数量')
  expect(html).toContain('<td>信访台账<td class="s">')
  expect(textOf(html)).not.toContain('列出前')
})

test('figures with no data are listed with the reason', () => {
  const list = page.slice(page.indexOf('没有数据的指标'), page.indexOf('</ul>'))
  expect(textOf(list)).toContain('改厕 ：改厕台账在本期没有条目。 第 4 处：台账中没有可用的记录。')
})

test('the header names org unit, period, moment and seal', () => {
  const header = textOf(page.slice(page.indexOf('<header class="moment"'), page.indexOf('<main>')))
  expect(header).toContain('青溪镇 · 报告期 2026年上半年 · 数据截至 2026年7月3日17:05:09 （北京时间）')
  expect(header).toContain('封印 9f86d081884c7d659a2feaa0c55ad015')
})

test('nothing that an entry says becomes markup', () => {
  const hostile = `"><script>alert('1')</script>&`
  const bad = explanation(2, {
    label: hostile,
    definition: hostile,
    inputs: [
      { label: hostile, amount: hostile, entryCount: 1, entries: [{ ...entry(1), entry: hostile, summary: hostile }] },
    ],
  })
  const html = writeReportHtml({ ...DOCUMENT, orgUnit: hostile, explanations: new Map([[2, bad]]) })
  expect(html.match(/<script>/g)).toHaveLength(1)
  expect(html).toContain('&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;')
})

test('the page’s own words follow the language, the prose does not', () => {
  const english = writeReportHtml({ ...DOCUMENT, language: 'en' })
  expect(english).toContain('Figures with no data')
  expect(english).toContain('<main><h1>青溪镇')
  expect(textOf(panel(english, 2))).toContain('走访台账, 123 entries, the first 50 listed')
})

test('76 figures with 50 entries each stay below 1 MB', () => {
  const slots = Array.from({ length: 76 }, (_, at) => at + 1)
  const all = new Map(slots.map((slot) => [slot, explanation(slot)]))
  expect(Buffer.byteLength(writeReportHtml({ ...DOCUMENT, explanations: all }))).toBeLessThan(1_000_000)
})

test('proposals stand apart from the report, escaped, without empty lists', () => {
  const body = page.slice(page.indexOf('</main>'))
  expect(body).toContain('供采纳的素材')
  expect(body).toContain('<li lang="zh-CN">新开工项目&lt;多&gt;')
  expect(body).not.toContain('难点短板')
  expect(page.slice(0, page.indexOf('</main>'))).not.toContain('新开工项目')
  expect(writeReportHtml({ ...DOCUMENT, proposals: [] })).not.toContain('供采纳的素材')
})
