import { PLACE_LEVELS } from '../indicator/functions.ts'
import { isDay } from '../period/day.ts'
import { ALL_UNITS } from '../quantity/unit.ts'
import type { DefinitionKind } from './definition-change.ts'
import {
  eitherOf,
  listOf,
  members,
  name,
  oneOf,
  recordOf,
  type Shape,
  shownText,
  variants,
  wholeNumber,
  yesNoShape,
} from './shape.ts'

/** Most of everything that one definition may have: what is sent is a person's, and may be hostile. */
export const DEFINITION_LIMITS = {
  fields: 80,
  options: 200,
  measures: 60,
  states: 30,
  steps: 60,
  paragraphs: 400,
  slots: 400,
  formula: 2_000,
  /** Parentheses within parentheses. */
  nesting: 40,
} as const

const label = shownText({ most: 80 })
const gloss = shownText({ most: 300 })
const source = shownText({ most: 300, lines: true })
const help = shownText({ most: 500, lines: true })

const definitionId = name(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 50, '标识只能用小写字母、数字和连字符')
/** Also of the parameters, whose ids have dots. */
const dottedId = name(/^[a-z][a-z0-9]*([.-][a-z0-9]+)*$/, 50, '标识只能用小写字母、数字、点和连字符')
/** Column names are made of these, of at most 63 characters with one more for each capital. */
const fieldId = name(/^[a-z][A-Za-z0-9]*$/, 30, '标识只能用字母和数字，首字母小写')
const memberId = name(/^[A-Za-z][A-Za-z0-9-]*$/, 40, '标识只能用字母、数字和连字符，首位是字母')
const optionId = name(/^[A-Za-z0-9][A-Za-z0-9_-]*$/, 40, '选项代码只能用字母、数字、连字符和下划线')
const reference = name(/^[a-z][\w-]*\.[A-Za-z]\w*(\[[^\]\s]{1,40}\])?$/, 140, '科目写作 台账.科目 或 台账.科目[部分]')
const unit = oneOf(ALL_UNITS.map(({ id }) => id))
const amount = wholeNumber(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)

const day: Shape = (value, path, say) => {
  if (typeof value !== 'string' || !isDay(value)) say(path, '应为日期，如 2026-03-05')
}

const number: Shape = (value, path, say) => {
  if (typeof value !== 'number' || !Number.isFinite(value) || Math.abs(value) > Number.MAX_SAFE_INTEGER) {
    say(path, '应为数')
  }
}

/** Text of a formula that can be parsed without harm; whether it is one is check-pack's business. */
const formula: Shape = (value, path, say) => {
  if (typeof value !== 'string' || value.trim() === '') return say(path, '没有填公式')
  if (value.length > DEFINITION_LIMITS.formula) return say(path, `公式太长，至多 ${DEFINITION_LIMITS.formula} 个字`)
  // A sign before a sign nests as a parenthesis does.
  if (/(?:-\s*){8}/.test(value)) say(path, '公式里连着的负号太多')
  if (nestingOf(value) > DEFINITION_LIMITS.nesting)
    say(path, `公式的括号套得太深，至多 ${DEFINITION_LIMITS.nesting} 层`)
}

function nestingOf(text: string): number {
  let deep = 0
  let deepest = 0
  for (const letter of text) {
    if (letter === '(') deep += 1
    else if (letter === ')') deep -= 1
    deepest = Math.max(deepest, deep)
  }
  return deepest
}

const named = { label, gloss }
const fieldWords = { headings: listOf(label, { most: 40 }), required: yesNoShape, help, source }
const fieldOf = (type: string, required: Record<string, Shape> = {}, optional: Record<string, Shape> = {}): Shape =>
  members({ type: oneOf([type]), ...named, ...required }, { ...fieldWords, ...optional })

const field = variants('type', {
  text: fieldOf('text', { max: wholeNumber(1, 10_000) }, { personal: yesNoShape }),
  choice: fieldOf('choice', { options: recordOf(optionId, label, { least: 1, most: DEFINITION_LIMITS.options }) }),
  date: fieldOf('date', {}, { notBefore: fieldId }),
  month: fieldOf('month', {}, { joinsJanuary: yesNoShape }),
  quantity: fieldOf('quantity', { unit }, { least: amount, most: amount }),
  boolean: fieldOf('boolean'),
  days: fieldOf('days', { from: fieldId, to: fieldId }, { countsFirstDay: yesNoShape }),
})

const plainText = shownText({ most: 200 })
const nothing: Shape = (value, path, say) => {
  if (value !== null) say(path, '应为空')
}
const comparand = eitherOf([number, plainText, members({ param: dottedId })], '应为数、日期或参数')
const test = eitherOf(
  [
    plainText,
    number,
    yesNoShape,
    nothing,
    members({ in: listOf(eitherOf([plainText, number], '应为文字或数'), { most: 200 }) }),
    members({ not: eitherOf([plainText, number, yesNoShape, nothing], '应为文字、数、是否或空') }),
    members({ filled: yesNoShape }),
    members({ atMost: comparand }),
    members({ atLeast: comparand }),
  ],
  '条件的写法不对',
)
const where = recordOf(fieldId, test, { most: 20 })
const measureParts = { where, of: fieldId, by: fieldId, source }
const measure = variants('kind', {
  flow: members({ kind: oneOf(['flow']), ...named, on: fieldId }, measureParts),
  stock: members({ kind: oneOf(['stock']), ...named, from: fieldId }, { ...measureParts, until: fieldId }),
})

const limitParts = { count: wholeNumber(0, 3_660), unit: oneOf(['calendar-day', 'working-day', 'month']), source }
const stateLimit = members(limitParts, { from: fieldId, unconfirmed: yesNoShape })
const state = members(named, {
  limit: stateLimit,
  atLeast: stateLimit,
  pauses: memberId,
  end: oneOf(['done', 'withdrawn']),
})
const step = members(
  { ...named, from: listOf(memberId, { least: 1, most: 30 }), to: memberId },
  {
    by: memberId,
    day: fieldId,
    needs: listOf(fieldId, { most: 40 }),
    asks: listOf(fieldId, { most: 40 }),
    notBy: listOf(memberId, { most: 40 }),
    interrupts: yesNoShape,
    only: where,
    extends: members(limitParts, { unconfirmed: yesNoShape }),
    repeats: yesNoShape,
  },
)
const loop = members({
  opens: members({ on: fieldId, state: memberId }),
  states: recordOf(memberId, state, { least: 1, most: DEFINITION_LIMITS.states }),
  steps: recordOf(memberId, step, { most: DEFINITION_LIMITS.steps }),
})

const ledger = members(
  {
    id: definitionId,
    kind: oneOf(['event', 'subject', 'case', 'statement']),
    ...named,
    office: definitionId,
    source,
    fields: recordOf(fieldId, field, { least: 1, most: DEFINITION_LIMITS.fields }),
    key: listOf(fieldId, { least: 1, most: 8 }),
    measures: recordOf(fieldId, measure, { most: DEFINITION_LIMITS.measures }),
  },
  { loop, local: yesNoShape, restricted: yesNoShape, retentionMonths: wholeNumber(1, 1_200) },
)

const param = members({
  id: dottedId,
  ...named,
  value: eitherOf([number, plainText], '应为数或文字'),
  source,
})

const indicator = members(
  {
    id: definitionId,
    ...named,
    unit: oneOf([...ALL_UNITS.map(({ id }) => id), 'number']),
    value: formula,
    better: oneOf(['up', 'down', 'neither']),
    source,
  },
  { counter: shownText({ most: 8 }), decimals: wholeNumber(0, 6), countingRule: help },
)

const percents = listOf(eitherOf([number], '应为百分数'), { least: 12, most: 12 })
const course = eitherOf([oneOf(['linear']), percents], '应为 linear 或十二个累计百分数')
const year = name(/^2\d{3}$/, 4, '应为年份')
const target = members(
  { id: definitionId, ...named, unit, measure: reference, course, source },
  { courses: recordOf(year, course, { most: 40 }) },
)

const PERIOD_KINDS = ['day', 'week', 'half-month', 'month', 'quarter', 'half-year', 'year']
const requirement = members(
  {
    id: definitionId,
    ...named,
    measure: reference,
    every: oneOf(PERIOD_KINDS),
    least: wholeNumber(1, 1_000),
    level: oneOf(Object.keys(PLACE_LEVELS).filter((level) => level !== 'grid')),
    source,
  },
  { months: listOf(wholeNumber(1, 12), { least: 1, most: 12 }), from: day, unconfirmed: yesNoShape },
)

const monthOrDay = oneOf(['month', 'day'])
const slot = variants('kind', {
  figure: members({
    kind: oneOf(['figure']),
    indicator: definitionId,
    wording: oneOf(['plain', 'about', 'money', 'money-wan', 'percent', 'growth', 'rate', 'at-least']),
  }),
  label: members({
    kind: oneOf(['label']),
    value: variants('from', {
      'org-unit': members({ from: oneOf(['org-unit']) }, { without: listOf(shownText({ most: 10 }), { most: 20 }) }),
      year: members({ from: oneOf(['year']), plus: wholeNumber(-100, 100) }),
      param: members({ from: oneOf(['param']), param: dottedId }, { part: monthOrDay }),
      day: members({ from: oneOf(['day']), formula, part: monthOrDay }),
    }),
  }),
})
const paragraph = members(
  { style: oneOf(['title', 'heading-1', 'heading-2', 'body']), text: shownText({ most: 4_000 }) },
  { lead: shownText({ most: 200 }), followedBy: oneOf(['highlight', 'difficulty', 'next']) },
)
const slotNumber = name(/^[1-9]\d{0,2}$/, 3, '空格的编号应为 1 到 999')
const report = members(
  {
    id: definitionId,
    ...named,
    periodKind: oneOf(PERIOD_KINDS),
    title: shownText({ most: 200, lines: true }),
    issuer: shownText({ most: 100 }),
    paragraphs: listOf(paragraph, { least: 1, most: DEFINITION_LIMITS.paragraphs }),
    slots: recordOf(slotNumber, slot, { most: DEFINITION_LIMITS.slots }),
    source,
  },
  { tasks: members({ ledger: definitionId, shown: listOf(fieldId, { most: 10 }) }) },
)

/** The form of each kind of definition. */
export const DEFINITION_SHAPES: Readonly<Record<DefinitionKind, Shape>> = {
  param,
  ledger,
  indicator,
  target,
  requirement,
  report,
}

const trackStep = members({
  step: memberId,
  on: day,
  by: eitherOf([shownText({ most: 60 }), nothing], '应为文字或空'),
})
const fieldValue = eitherOf(
  [shownText({ most: 10_000, least: 0, lines: true }), number, yesNoShape, nothing],
  '写法不对',
)
const refOrFormula = shownText({ most: 200 })

/** The form of the examples that an author gives. */
export const CASES_SHAPE: Shape = listOf(
  variants('kind', {
    booking: members(
      {
        kind: oneOf(['booking']),
        name: label,
        ledger: definitionId,
        values: recordOf(fieldId, fieldValue, { most: DEFINITION_LIMITS.fields }),
        books: recordOf(refOrFormula, amount, { most: 100 }),
      },
      { track: listOf(trackStep, { most: 100 }) },
    ),
    figure: members({
      kind: oneOf(['figure']),
      name: label,
      indicator: definitionId,
      sums: recordOf(refOrFormula, number, { most: 100 }),
      value: eitherOf([number, nothing], '应为数或空'),
    }),
  }),
  { most: 100 },
)
