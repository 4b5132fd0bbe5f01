import { parsePeriod } from '@shishu/kernel'
import { createElement as h } from 'react'
import { describe, expect, test } from 'vitest'
import { text } from '../../test/render.tsx'
import { tableOf } from '../api/figures.ts'
import { WORDS } from '../words/language.ts'
import { courseOf, coursesOf, courseValues, shareOfPlanned } from './course.ts'
import { compareEntries, nearIndicators } from './explanation/compare-entries.ts'
import { formulaWithNumbers } from './explanation/formula-with-numbers.ts'
import { signedText } from './explanation/measure-text.ts'
import { OthersNote } from './explanation/OthersNote.tsx'
import { addressText, readAddress } from './explanation/opened.ts'
import { definitions, explanation, figure, PLACE } from './figures.fixture.ts'
import { groupIndicators, pickIndicators } from './indicator-groups.ts'
import { smallestPart } from './smallest-part.ts'
import { monthsOfYear, trendMonths, trendOf, withYearBefore } from './trend-months.ts'
import { growthIndicators, yearOnYear, yearOnYearText } from './year-on-year.ts'

const june = parsePeriod('2026-06')

describe('a target’s course', () => {
  const [course] = coursesOf(definitions)
  test('is found from the indicator that divides by it, for the value and for its share', () => {
    expect(course).toMatchObject({ measured: { id: 'works' }, onCourse: 'works-on-course', ofTarget: undefined })
    expect(courseOf([course!], 'works')).toBe(course)
    expect(courseOf([course!], 'works-on-course')).toBe(course)
    expect(courseOf([course!], 'repairs')).toBeUndefined()
  })
  test('has the year’s target even where only the planned course is told', () => {
    const table = tableOf([figure({ indicator: 'works-on-course', numerator: 400, denominator: 500 })])
    const values = courseValues(course!, table, PLACE, june)
    expect(values).toEqual({ value: 400, target: 1000, planned: 500 })
    expect(shareOfPlanned(values!)).toBe(0.8)
  })
  test('is drawn in whole parts, where the planned course is none', () => {
    const november = parsePeriod('2026-11')
    const course11 = figure({
      indicator: 'works-on-course',
      period: '2026-11',
      numerator: 400,
      denominator: 1000 * (11 / 12),
    })
    expect(courseValues(course!, tableOf([course11]), PLACE, november)).toEqual({
      value: 400,
      target: 1000,
      planned: 917,
    })
  })
  test('is none where nobody set the target', () => {
    expect(courseValues(course!, tableOf([figure({ indicator: 'works-on-course' })]), PLACE, june)).toBeNull()
  })
})

describe('against last year', () => {
  test('an indicator’s growth on its own base is what is told', () => {
    expect([...growthIndicators(definitions)]).toEqual([['works', 'works-growth']])
  })
  test.each([
    // unit       now    before  own base  → words
    ['fen', 930, 1000, -7.9, '同比下降 7.9%'],
    ['fen', 930, 1000, undefined, '同比下降 7.0%'],
    ['one', 3, 0, undefined, '没有可比的上年同期'], // growth from nothing is no number
    ['one', null, 4, undefined, '没有可比的上年同期'],
    ['percent', 93.1, 90.4, undefined, '比上年同期高 2.7 个百分点'],
    ['percent', 90, 90, undefined, '同比持平'],
  ] as const)('%s %s after %s (own %s): %s', (unit, now, before, own, expected) => {
    expect(yearOnYearText(yearOnYear({ unit }, now, before, own), WORDS.zh)).toBe(expected)
  })
})

test('a sent value is drawn in the smallest part of its unit', () => {
  expect(smallestPart({ unit: 'mu' }, figure({ value: 1.5 }))).toBe(150)
  expect(smallestPart({ unit: 'percent' }, figure({ value: 93.1 }))).toBe(93.1)
  expect(smallestPart({ unit: 'fen' }, undefined)).toBeNull()
})

describe('the list', () => {
  const groups = groupIndicators(definitions)
  const shape = (all: typeof groups) =>
    all.map(({ office, missions }) => [office, missions.map((each) => each.indicators.map(({ id }) => id))])
  test('has every indicator once: by office and mission, then those that nobody asks for', () => {
    expect(shape(groups)).toEqual([
      ['lights', [['repairs']]],
      ['', [['works', 'works-on-course', 'works-growth']]],
    ])
  })
  test('keeps only groups in which something is found', () => {
    expect(shape(pickIndicators(groups, ({ label }) => label.includes('进度')))).toEqual([['', [['works-on-course']]]])
  })
})

describe('a trend', () => {
  test('ends with the period, or with the present where the period has not ended', () => {
    expect(trendMonths(parsePeriod('2026-H1'), '2026-11-24', 3)).toEqual(['2026-04', '2026-05', '2026-06'])
    expect(trendMonths(parsePeriod('2026'), '2026-02-10', 2)).toEqual(['2026-01', '2026-02'])
  })
  test('of the year begins in January', () => {
    expect(monthsOfYear(june, '2026-11-24')).toEqual(['01', '02', '03', '04', '05', '06'].map((each) => `2026-${each}`))
    expect(monthsOfYear(parsePeriod('2026-H1'), '2026-02-10')).toEqual(['2026-01', '2026-02'])
  })
  test('needs 36 months for 24 with last year’s: as many as one request may name', () => {
    expect(withYearBefore(trendMonths(june, '2026-11-24', 24))).toHaveLength(36)
  })
  test('leaves a gap where there is no value', () => {
    const table = tableOf([figure({ value: 5 }), figure({ period: '2025-05', value: 3 })])
    expect(trendOf({ id: 'works', unit: 'fen' }, table, PLACE, ['2026-05', '2026-06'])).toEqual([
      { month: '2026-05', value: null, lastYear: 3 },
      { month: '2026-06', value: 5, lastYear: null },
    ])
  })
})

describe('an opened figure', () => {
  test('is written in the address and read again; what is no figure opens nothing', () => {
    const address = { indicator: 'works-growth', place: PLACE, period: '2026-H1' }
    expect(readAddress(addressText(address))).toEqual(address)
    for (const text of [undefined, '', 'works@34@2026', `works@${PLACE}@2026-13`, `../x@${PLACE}@2026`]) {
      expect(readAddress(text)).toBeNull()
    }
  })
  test('shows its formula with the numbers that were read, the planned course by its share of the year', () => {
    const read = explanation('works-on-course', [{ amount: 40_000_000 }, { amount: 100_000_000 }])
    expect(formulaWithNumbers(definitions, read, june, 'zh')).toBe('40万元 ÷ 50万元')
    const absent = explanation('works-on-course', [{ amount: 40_000_000 }, { amount: null }])
    expect(formulaWithNumbers(definitions, absent, june, 'zh')).toBe('40万元 ÷ —')
  })
  test('is compared with another by the entries of both', () => {
    const compared = compareEntries(
      explanation('works', [{ amount: 2, entries: ['a', 'b'] }]),
      explanation('repairs', [{ amount: 2, entries: ['b', 'c'] }]),
    )
    expect(compared).toMatchObject({ both: 1, onlyFirst: [{ entry: 'a' }], onlySecond: [{ entry: 'c' }] })
    const many = explanation('works', [{ amount: 2, entries: ['a'], count: 900 }])
    expect(compareEntries(many, many)).toBeNull()
    const partly = explanation('works', [{ amount: 5, entries: ['a', 'b'], count: 5, others: 3 }])
    expect(compareEntries(partly, partly)).toMatchObject({ both: 2, outside: 6 })
    expect(nearIndicators(definitions, 'works')).toEqual(['works-on-course', 'works-growth'])
  })
  test('entries outside one’s duties are told as their sum, and not at all where there are none', () => {
    const note = (count: number) => h(OthersNote, { others: { count, amount: 1 }, text: '12万元' })
    expect(text(note(3))).toBe('另有 3 条不在您的职责范围内，合计 12万元')
    expect(text(note(3), 'en')).toBe('3 more are outside your duties and come to 12万元')
    expect(text(note(0))).toBe('')
  })
  test.each([
    ['12万元', '+12万元'],
    ['-12万元', '−12万元'],
    ['0件', '0件'],
    ['0.5公里', '+0.5公里'],
  ])('%s as a difference: %s', (text, expected) => {
    expect(signedText(text)).toBe(expected)
  })
})
