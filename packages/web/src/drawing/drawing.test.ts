import { stateCouncilCalendar, walkTrack } from '@shishu/kernel'
import { createElement as h } from 'react'
import { describe, expect, test } from 'vitest'
import { html, text } from '../../test/render.tsx'
import * as samples from '../../test/samples.ts'
import { WORDS } from '../words/language.ts'
import { CaseClock, readClock } from './CaseClock.tsx'
import { courseStanding } from './course-standing.ts'
import { FigureText } from './FigureText.tsx'
import { fitText } from './fit-text.ts'
import { LoopPicture } from './LoopPicture.tsx'
import { SmallMultiples } from './SmallMultiples.tsx'
import { axisMarks, rangeOf, roundTop } from './scale.ts'
import { TargetBar } from './TargetBar.tsx'
import { Timeline } from './Timeline.tsx'
import { runs, TrendLine, yearMarks } from './TrendLine.tsx'
import { axisText, axisUnit, valueText } from './value-text.ts'

const { repairLoop: loop, repairOpened: opened, repairTrack: track } = samples

describe('LoopPicture', () => {
  const picture = h(LoopPicture, { loop, state: 'repairing', track, opened, title: '路灯维修' })

  test('says where the case stands and every step that the kernel allows, the extension too', () => {
    expect(text(picture)).toContain('现在：维修中 可以办的步骤：上报、延期、修复、撤回')
    expect(text(picture, 'en')).toContain('Now: being repaired Possible steps: raise, extend, repair, withdraw')
  })
  test('is told to who cannot see it', () => {
    expect(html(picture)).toContain('aria-label="路灯维修流程图。现在：维修中。可以办的步骤: 上报, 延期, 修复, 撤回"')
  })
  test('has a table of all states with limits and days entered, the last entry of each', () => {
    const shown = text(picture)
    expect(shown).toContain('已登记 限2个工作日 2026年3月2日 交办、告知不受理、撤回')
    expect(shown).toContain('维修中 限30日 2026年4月15日')
  })
  test('of a loop alone, no state is marked', () => {
    const alone = html(h(LoopPicture, { loop, state: null, track: [], title: '路灯维修' }))
    expect(alone).not.toContain('loop-box-here')
    expect(alone).not.toContain('loop-box-open')
    expect(alone.match(/class="loop-box /g)).toHaveLength(Object.keys(loop.states).length)
  })
})

describe('CaseClock', () => {
  const at = (steps: number) => {
    const stay = walkTrack(loop, { foundOn: opened }, track.slice(0, steps), stateCouncilCalendar).at(-1)!
    return { stay, state: loop.states[stay.state]! }
  }
  test.each([
    // steps taken, today      → sign, words
    [1, '2026-03-05', 'good', '还有 5 天'],
    [1, '2026-03-07', 'warn', '还有 3 天'],
    [1, '2026-03-10', 'warn', '今天是最后一天'], // the due day itself is in time
    [1, '2026-03-11', 'bad', '已逾期 1 天'],
    [3, '2026-04-01', 'none', '这一环节没有时限'],
  ] as const)('after %i steps on %s it stands %s: %s', (steps, today, standing, words) => {
    const { stay, state } = at(steps)
    expect(readClock(stay, state, today, WORDS.zh)).toEqual({ standing, text: words })
  })
  test('a year without a notice of holidays is not guessed', () => {
    const stay = { ...at(1).stay, due: null, dueUnknown: true }
    expect(readClock(stay, at(1).state, '2026-03-05', WORDS.zh).text).toContain('国务院')
  })
  test('names the day and the rule, and that a limit is not confirmed', () => {
    expect(text(h(CaseClock, { ...at(1), today: '2026-03-05' }))).toContain('还有 5 天 2026年3月10日到期')
    expect(text(h(CaseClock, { ...at(4), today: '2026-04-09' }))).toContain('示例规定第7条（时限由镇里确定，尚未确认）')
  })
})

test('Timeline tells each step with its day, who took it and where it led', () => {
  const shown = text(h(Timeline, { loop, opened, track, nameOf: (person) => `${person}同志` }))
  expect(shown).toContain('2026年3月2日 立案 → 已登记')
  expect(shown).toContain('2026年4月15日 再次损坏 → 维修中 经办 周琳同志')
  expect(text(h(Timeline, { loop, opened: null, track: [] }))).toBe('还没有办理记录')
})

describe('values in words', () => {
  test.each([
    [samples.investment, 49_300_000_000, '4.93亿元', '493 million yuan'],
    [samples.investment, 1_234_500, '1.23万元', '12,345 yuan'],
    [samples.repairs, 12_345, '12,345盏', '12,345'],
    [samples.rate, 93.14, '93.1%', '93.1%'],
    [samples.rate, null, '—', '—'],
  ] as const)('%#', (indicator, value, zh, en) => {
    expect(valueText(indicator, value, 'zh')).toBe(zh)
    expect(valueText(indicator, value, 'en')).toBe(en)
  })
  test.each([
    [7.42, '↑ 同比增长 7.4%', '↑ up 7.4% on last year'],
    [-3.1, '↓ 同比下降 3.1%', '↓ down 3.1% on last year'],
    [0, '同比持平', 'same as last year'],
    [null, '没有可比的上年同期', 'nothing to compare with last year'],
  ] as const)('growth of %s', (growth, zh, en) => {
    expect(text(h(FigureText, { indicator: samples.rate, value: 50, growth }))).toBe(`50.0 % ${zh}`)
    expect(text(h(FigureText, { indicator: samples.rate, value: 50, growth }), 'en')).toBe(`50.0 % ${en}`)
  })
  test('one unit for a drawing, by its largest value', () => {
    const unit = axisUnit(samples.investment, 60_000_000_000, 'zh')
    expect([unit.name, axisText(49_300_000_000, unit), axisText(500_000_000, unit)]).toEqual(['亿元', '4.93', '0.05'])
    expect(axisUnit(samples.investment, 5_000_000, 'zh').name).toBe('万元')
  })
})

describe('TargetBar', () => {
  test.each([
    ['up', 100, 100, 'good'],
    ['up', 91, 100, 'warn'],
    ['up', 90, 100, 'bad'],
    ['down', 101, 100, 'warn'],
    ['down', 120, 100, 'bad'],
    ['neither', 10, 100, 'none'], // what must never be a goal has no colour
    ['up', null, 100, 'none'],
    ['up', 0, 0, 'good'], // nothing is planned yet
  ] as const)('better %s: %s against %s stands %s', (better, value, planned, standing) => {
    expect(courseStanding(better, value, planned)).toBe(standing)
  })
  test('says value, share, target, course and standing in words', () => {
    const bar = h(TargetBar, { indicator: samples.investment, value: 49_300_000_000, target: 1e11, planned: 5e10 })
    const shown = text(bar)
    expect(shown).toContain('固定资产投资 略慢')
    expect(shown).toContain('完成 4.93亿元 ，占全年目标 49.3% 目标 10.00亿元')
    expect(shown).toContain('时序进度 5.00亿元')
    expect(html(bar)).toContain('width="49.3%"')
  })
  test('a value past its target still begins at zero and shows the target', () => {
    const bar = html(h(TargetBar, { indicator: samples.reports, value: 400, target: 300, planned: null }))
    expect(bar).toMatch(/target-value fill-none" x="0" y="3" width="100%"/)
    expect(bar).toMatch(/target-line" x1="75%"/)
  })
})

describe('TrendLine', () => {
  test('lines break where nothing is kept', () => {
    expect(runs([1, 2, null, 3, null, null, 4, 5])).toEqual([[0, 1], [3], [6, 7]])
  })
  test.each([
    // first month, room in pixels → indexes under which a year is written
    ['2024-10', 20, [0, 3, 15]],
    ['2024-11', 20, [2, 14]],
    ['2024-12', 40, [1, 13]],
    ['2024-11', 24, [0, 2, 14]],
    ['2025-01', 20, [0, 12]],
  ] as const)('from %s with %i px a month, years stand under %j', (first, room, expected) => {
    expect(
      yearMarks(
        samples.months(first, 16).map((month) => ({ month })),
        room,
      ),
    ).toEqual(expected)
  })
  test('names both lines, dates an end that is not the last month, and has all numbers in its table', () => {
    const shown = text(h(TrendLine, { indicator: samples.investment, months: samples.trend }))
    expect(shown).toContain('亿元')
    expect(shown).toMatch(/本期 5\.14 \(4月\)/)
    expect(shown).toMatch(/2025年8月 — 2\.\d\d亿元/)
    expect(shown.match(/20\d\d年\d+月 (—|[\d.]+亿元) [\d.]+亿元/g)).toHaveLength(18)
  })
})

test('SmallMultiples keeps the order of places, one scale for all, and nothing for what is absent', () => {
  const months = samples.months('2025-07', 12)
  const shown = html(h(SmallMultiples, { indicator: samples.repairs, months, places: samples.places }))
  const names = [...shown.matchAll(/multiples-name">([^<]*)/g)].map(([, name]) => name)
  expect(names).toEqual(samples.places.map(({ name }) => name))
  expect(shown.match(/class="bar-absent"/g)).toHaveLength(4)
  expect(shown).toContain('各图刻度相同：0 至 20盏')
})

test('axes end on round numbers and always show zero', () => {
  expect([0, 0.7, 3, 4.93, 17, 98, 101].map(roundTop)).toEqual([1, 0.8, 4, 5, 20, 100, 200])
  expect(rangeOf([3, 8])).toEqual({ least: 0, top: 8 })
  expect(rangeOf([-3, 8])).toEqual({ least: -4, top: 8 })
  expect(rangeOf([-3])).toEqual({ least: -4, top: 0 })
  expect(axisMarks(-4, 8)).toEqual([-4, 0, 8])
})

test.each([
  ['维修中', 6, 2, ['维修中']],
  ['转仲裁行政裁决诉讼途径', 6, 2, ['转仲裁行政裁', '决诉讼途径']],
  ['转仲裁行政裁决诉讼等其他途径', 6, 2, ['转仲裁行政裁', '决诉讼等其…']],
  ['raised to the county', 6, 2, ['raised to', 'the county']],
  ['extraordinarily', 4, 2, ['extrao…']],
] as const)('%s fits into %i ems on %i lines', (label, ems, most, lines) => {
  expect(fitText(label, ems, most)).toEqual(lines)
})
