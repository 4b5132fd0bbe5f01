import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { packTownship } from '../index.ts'
import { halfYearReport } from './half-year.ts'

const seed = readFileSync(new URL('half-year.seed.txt', import.meta.url), 'utf8')
const template = halfYearReport.paragraphs.map((one) => `${one.lead ?? ''}${one.text}`).join('\n')
const BLANKS = 76

/** Words around a blank that the figure decides, so that they are inside its slot; `{n}` is blank n. */
const INSIDE_THE_SLOT: readonly (readonly [string, string])[] = [
  ['{6}亿', '{6}'],
  ['同比增长{7}%', '同比{7}'],
  ['{10}亿', '{10}'],
  ['累计增速{11}%', '累计增速{11}'],
  ['{12}万元', '{12}'],
  ['{13}%', '{13}'],
  ['同比增长-{14}%', '同比{14}'],
  ['增长{15}%以上', '{15}'],
  ['{24}余次', '{24}次'],
  ['{42}万元', '{42}'],
  ['达{43}%', '达{43}'],
  ['{44}万元', '{44}'],
  ['{45}万元', '{45}'],
  ['达{63}%', '达{63}'],
  ['{67}余次', '{67}次'],
  ['{69}余份', '{69}份'],
  ['{74}%', '{74}'],
]
/** What the software must not assert; see the docstring of the report. */
const LEFT_OUT: readonly (readonly [string, string])[] = [
  ['，无赴省进京访和越级访案例，', '，'],
  [
    '“三个到位”做好重点人群管控工作，即重点人群信息摸排到位、重点人群稳控措施落实到位、重点人群服务沟通到位。',
    '做好重点人群服务沟通工作。',
  ],
  ['工作机制，将信访工作纳入基层党组织考核，进一步压紧压实信访维稳责任。', '工作机制。'],
  ['大事不出村，矛盾不上行。', '大事不出村。'],
  ['精神，顺利完成上半年征兵任务。', '精神。'],
  ['，确保下半年的测评工作取得较好成绩。', '，以群众评价改进工作。'],
  ['全面完成生态环境突出问题整改销号工作', '扎实推进生态环境突出问题整改销号工作'],
  ['已全面开工建设', '已开工建设'],
  ['全面完成前期上报的', '完成前期上报的'],
]
/** Slips of the pen in the seed. */
const MISSPELT: readonly (readonly [string, string])[] = [
  ['佂迁', '征迁'],
  ['修定各项预案', '修订各项预案'],
  ['绘制移风易宣传文化墙', '绘制移风易俗宣传文化墙'],
]

/** Replaces a text that must occur exactly once. */
function replaceOnce(text: string, [from, to]: readonly [string, string]): string {
  expect(text.split(from), from).toHaveLength(2)
  return text.replace(from, to)
}

test('the template is the seed’s text, but for the listed changes', () => {
  let blank = 0
  let text = seed.replaceAll('*', () => `{${++blank}}`)
  expect(blank).toBe(BLANKS)
  for (const change of [...INSIDE_THE_SLOT, ...LEFT_OUT, ...MISSPELT]) text = replaceOnce(text, change)
  const paragraphs = text.trimEnd().split('\n')
  expect(template).toBe(`${paragraphs.map((one) => one.trim()).join('\n')}。`)
})

test('76 slots, each in the text once and in order, each bound', () => {
  const inText = [...template.matchAll(/\{(\d+)\}/g)].map((match) => Number(match[1]))
  const ordinals = Array.from({ length: BLANKS }, (_, at) => at + 1)
  expect(inText).toEqual(ordinals)
  expect(Object.keys(halfYearReport.slots).map(Number)).toEqual(ordinals)
})

test('every indicator and parameter of a slot is defined', () => {
  const indicators = new Set(packTownship.indicators.map((one) => one.id))
  const params = new Set(packTownship.params.map((one) => one.id))
  for (const [slot, bound] of Object.entries(halfYearReport.slots)) {
    if (bound.kind === 'figure') expect(indicators, `slot ${slot}`).toContain(bound.indicator)
    else if (bound.value.from === 'param') expect(params, `slot ${slot}`).toContain(bound.value.param)
  }
})

test('labels are where the mission says', () => {
  const labels = Object.entries(halfYearReport.slots)
    .filter(([, bound]) => bound.kind === 'label')
    .map(([slot]) => Number(slot))
  expect(labels).toEqual([1, 4, 5, 8, 9, 18, 19, 21, 35, 38, 39, 40, 46, 48, 49, 50, 51, 52, 61, 62, 72, 76])
})
