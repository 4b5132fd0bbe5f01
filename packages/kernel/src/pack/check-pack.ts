import { ShishuError } from '../error/define-errors.ts'
import type { Formula } from '../indicator/formula.ts'
import { FORMULA_FUNCTIONS, PLACE_LEVELS } from '../indicator/functions.ts'
import { parseFormula, resultOf } from '../indicator/parse-formula.ts'
import { isPersonal } from '../ledger/field.ts'
import { KEY_PLACE, type Ledger } from '../ledger/ledger.ts'
import type { Measure, Test } from '../ledger/measure.ts'
import type { Loop } from '../loop/loop.ts'
import { isDay } from '../period/day.ts'
import { ADMINISTRATORS, HANDLER } from '../permission/role.ts'
import { GIVEN_MEASURES } from '../posting/given-measures.ts'
import { measuresOf } from '../posting/measure-keys.ts'
import { ALL_UNITS } from '../quantity/unit.ts'
import type { Report } from '../report/report.ts'
import { type Course, isCourse } from '../target/target.ts'
import type { Pack, Param } from './pack.ts'

/** One broken definition: where it stands (`ledgers.funerals.measures.held.on`) and what is wrong. */
export interface PackProblem {
  path: string
  problem: string
}

const ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/

/** Reads a whole pack and lists every broken reference with its path; never stops at the first. */
export function checkPack(pack: Pack): PackProblem[] {
  const problems: PackProblem[] = []
  const say = (path: string, problem: string) => problems.push({ path, problem })
  const params = uniqueIds(pack.params, 'params', say)
  const ledgers = uniqueIds(pack.ledgers, 'ledgers', say)
  const indicators = uniqueIds(pack.indicators, 'indicators', say)
  const targets = uniqueIds(pack.targets, 'targets', say)
  const requirements = uniqueIds(pack.requirements, 'requirements', say)
  uniqueIds(pack.reports, 'reports', say)
  for (const ledger of pack.ledgers) {
    if (!Object.hasOwn(pack.offices, ledger.office)) say(`ledgers.${ledger.id}.office`, `没有部门 ${ledger.office}`)
    checkLedger(ledger, params, say)
  }
  // A reference names a measure's key, or without a part all its parts.
  const references = new Set(
    [...ledgers.values()].flatMap((ledger) => measuresOf(ledger).flatMap(({ key }) => [key, key.split('[')[0]!])),
  )
  const known = (reference: string) => references.has(reference)
  const wanting = (there: boolean, what: string) => (there ? null : `没有${what}`)
  const wrong: WrongName = {
    measure: (id) => wanting(known(id), '科目'),
    target: (id) => wanting(targets.has(id), '目标'),
    requirement: (id) => wanting(requirements.has(id), '频次要求'),
    param: (id) =>
      wanting(params.has(id), '参数') ?? (typeof params.get(id)!.value === 'number' ? null : '不是数：参数'),
    level: (id) => wanting(Object.hasOwn(PLACE_LEVELS, id), '层级'),
  }
  const checkFormula = (path: string, source: string, wants: 'number' | 'day') => {
    try {
      const formula = parseFormula(source)
      if (resultOf(formula) !== wants) say(path, wants === 'number' ? '公式应得出数' : '公式应得出日期')
      checkNames(formula, path, wrong, say)
    } catch (error) {
      if (!(error instanceof ShishuError)) throw error
      say(path, error.text('zh'))
    }
  }
  for (const indicator of pack.indicators) {
    const path = `indicators.${indicator.id}`
    if (indicator.source === '') say(`${path}.source`, '没有写来源')
    if (indicator.unit !== 'number' && !isUnit(indicator.unit)) say(`${path}.unit`, `没有单位 ${indicator.unit}`)
    checkFormula(`${path}.value`, indicator.value, 'number')
  }
  for (const target of pack.targets) {
    const path = `targets.${target.id}`
    if (!known(target.measure)) say(`${path}.measure`, `没有科目 ${target.measure}`)
    const course = (where: string, given: Course) => {
      if (!isCourse(given)) say(where, '应为十二个不下降的累计百分数，末个为 100')
    }
    course(`${path}.course`, target.course)
    for (const [year, given] of Object.entries(target.courses ?? {})) {
      if (!/^\d{4}$/.test(year)) say(`${path}.courses.${year}`, '年份应为四位数字')
      course(`${path}.courses.${year}`, given)
    }
  }
  for (const requirement of pack.requirements) {
    const path = `requirements.${requirement.id}`
    if (!known(requirement.measure)) say(`${path}.measure`, `没有科目 ${requirement.measure}`)
    if (requirement.least < 1) say(`${path}.least`, '至少要 1 次')
    if (requirement.source === '') say(`${path}.source`, '没有写来源')
  }
  for (const [id, mission] of uniqueIds(pack.missions, 'missions', say)) {
    for (const ledger of mission.ledgers) if (!ledgers.has(ledger)) say(`missions.${id}.ledgers`, `没有台账 ${ledger}`)
  }
  for (const { id, tasks } of pack.reports) {
    if (tasks === undefined) continue
    const ledger = ledgers.get(tasks.ledger)
    if (ledger?.loop === undefined) say(`reports.${id}.tasks.ledger`, `没有闭环台账 ${tasks.ledger}`)
    for (const field of tasks.shown) {
      if (ledger !== undefined && ledger.fields[field]?.type !== 'text')
        say(`reports.${id}.tasks.shown`, `${tasks.ledger} 没有文字字段 ${field}`)
    }
  }
  checkRoles(pack, say)
  for (const report of pack.reports) checkReport(report, indicators, params, checkFormula, say)
  return problems
}

const isUnit = (id: string) => ALL_UNITS.some((unit) => unit.id === id)

type Say = (path: string, problem: string) => void

function uniqueIds<T extends { id: string }>(items: readonly T[], path: string, say: Say): Map<string, T> {
  const byId = new Map<string, T>()
  for (const item of items) {
    if (byId.has(item.id)) say(`${path}.${item.id}`, '重复定义')
    byId.set(item.id, item)
  }
  return byId
}

function checkRoles({ roles, ledgers }: Pack, say: Say): void {
  uniqueIds([...ADMINISTRATORS, ...roles], 'roles', say)
  const duties = new Set(roles.flatMap((role) => role.duties))
  for (const role of roles) {
    const reaches = Object.values(role.ledgers)
    if (role.source === '') say(`roles.${role.id}.source`, '没有写来源')
    if (reaches.includes('office') && !role.office) say(`roles.${role.id}.office`, '限于本办公室的，任职要指明办公室')
  }
  for (const { id, loop } of ledgers) {
    for (const [step, { by }] of Object.entries(loop?.steps ?? {})) {
      if (!duties.has(by ?? HANDLER)) say(`ledgers.${id}.loop.steps.${step}.by`, `没有岗位担任 ${by ?? HANDLER}`)
    }
  }
}

function checkLedger(ledger: Ledger, params: ReadonlyMap<string, unknown>, say: Say): void {
  const path = `ledgers.${ledger.id}`
  const { fields, loop } = ledger
  const isDated = (id: string) => fields[id]?.type === 'date' || fields[id]?.type === 'month'
  const dated = (where: string, id: string | undefined) => {
    if (id !== undefined && !isDated(id)) say(where, `没有日期栏 ${id}`)
  }
  if (!ID.test(ledger.id) || ledger.id.length > 50) say(path, '标识只能用小写字母、数字和连字符，至多 50 个')
  if (ledger.source === '') say(`${path}.source`, '没有写来源')
  if ((ledger.kind === 'case') !== (loop !== undefined)) say(`${path}.loop`, '闭环类台账要有闭环，别的不要')
  if (ledger.key.length === 0) say(`${path}.key`, '没有写哪几栏区分条目')
  for (const id of ledger.key) if (id !== KEY_PLACE && fields[id] === undefined) say(`${path}.key`, `没有栏目 ${id}`)
  for (const [id, field] of Object.entries(fields)) {
    const where = `${path}.fields.${id}`
    if (!/^[a-z][A-Za-z0-9]*$/.test(id)) say(where, '标识只能用字母和数字，首字母小写')
    if (field.type === 'quantity' && !isUnit(field.unit)) say(`${where}.unit`, `没有单位 ${field.unit}`)
    if (field.type === 'choice' && Object.keys(field.options).length === 0) say(`${where}.options`, '没有选项')
    if (field.type === 'date') dated(`${where}.notBefore`, field.notBefore)
    if (field.type === 'days') {
      dated(`${where}.from`, field.from)
      dated(`${where}.to`, field.to)
    }
  }
  for (const [id, measure] of Object.entries(ledger.measures)) {
    checkMeasure(ledger, `${path}.measures.${id}`, id, measure, params, say)
  }
  if (loop !== undefined) checkLoop(ledger, loop, `${path}.loop`, say)
}

function checkMeasure(
  ledger: Ledger,
  path: string,
  id: string,
  measure: Measure,
  params: ReadonlyMap<string, unknown>,
  say: Say,
): void {
  const { fields } = ledger
  const isDated = (field: string) => fields[field]?.type === 'date' || fields[field]?.type === 'month'
  if ((GIVEN_MEASURES as readonly string[]).includes(id)) say(path, '与自带的科目重名')
  const days =
    measure.kind === 'flow'
      ? [['on', measure.on]]
      : [
          ['from', measure.from],
          ['until', measure.until],
        ]
  for (const [name, field] of days) {
    if (field !== undefined && !isDated(field)) say(`${path}.${name}`, `没有日期栏 ${field}`)
  }
  if (measure.of !== undefined && !['quantity', 'days'].includes(fields[measure.of]?.type ?? '')) {
    say(`${path}.of`, `没有数量栏 ${measure.of}`)
  }
  if (measure.by !== undefined && fields[measure.by]?.type !== 'choice') say(`${path}.by`, `没有选项栏 ${measure.by}`)
  for (const [field, test] of Object.entries(measure.where ?? {})) {
    const where = `${path}.where.${field}`
    const definition = fields[field]
    if (definition === undefined) say(where, `没有栏目 ${field}`)
    else if (isPersonal(definition)) say(where, '个人信息不能作条件')
    else if (definition.type === 'choice') {
      for (const option of optionsOf(test)) {
        if (!Object.hasOwn(definition.options, option)) say(where, `没有选项 ${option}`)
      }
    }
    const param = paramOf(test)
    if (param !== null && !params.has(param)) say(where, `没有参数 ${param}`)
  }
}

function optionsOf(test: Test): string[] {
  if (typeof test === 'string') return [test]
  if (test === null || typeof test !== 'object') return []
  if ('in' in test) return test.in.map(String)
  return 'not' in test && typeof test.not === 'string' ? [test.not] : []
}

function paramOf(test: Test): string | null {
  if (test === null || typeof test !== 'object') return null
  const bound = 'atMost' in test ? test.atMost : 'atLeast' in test ? test.atLeast : null
  return bound !== null && typeof bound === 'object' ? bound.param : null
}

function checkLoop(ledger: Ledger, loop: Loop, path: string, say: Say): void {
  const { fields } = ledger
  const state = (where: string, id: string) => {
    if (!Object.hasOwn(loop.states, id)) say(where, `没有状态 ${id}`)
  }
  const step = (where: string, id: string) => {
    if (!Object.hasOwn(loop.steps, id)) say(where, `没有环节 ${id}`)
  }
  if (fields[loop.opens.on]?.type !== 'date') say(`${path}.opens.on`, `没有日期栏 ${loop.opens.on}`)
  state(`${path}.opens.state`, loop.opens.state)
  for (const [id, { limit, atLeast, end, pauses }] of Object.entries(loop.states)) {
    const where = `${path}.states.${id}`
    if (atLeast?.from !== undefined && fields[atLeast.from]?.type !== 'date')
      say(`${where}.atLeast`, `没有日期栏 ${atLeast.from}`)
    if (pauses !== undefined) state(`${where}.pauses`, pauses)
    if (limit?.from !== undefined && fields[limit.from]?.type !== 'date')
      say(`${where}.limit`, `没有日期栏 ${limit.from}`)
    const left = Object.values(loop.steps).some(({ from }) => from.includes(id))
    if (!left && end === undefined) say(where, '走不出去：没有环节离开它，也没写是终点')
    const reached = id === loop.opens.state || Object.values(loop.steps).some(({ to }) => to === id)
    if (!reached) say(where, '走不到：没有环节通向它')
  }
  for (const [id, { from, to, day, needs, asks, notBy, only }] of Object.entries(loop.steps)) {
    const where = `${path}.steps.${id}`
    for (const one of from) state(`${where}.from`, one)
    state(`${where}.to`, to)
    if (day !== undefined && fields[day]?.type !== 'date') say(`${where}.day`, `没有日期栏 ${day}`)
    for (const need of needs ?? []) if (fields[need] === undefined) say(`${where}.needs`, `没有栏目 ${need}`)
    for (const one of asks ?? []) if (fields[one] === undefined) say(`${where}.asks`, `没有栏目 ${one}`)
    for (const other of notBy ?? []) step(`${where}.notBy`, other)
    for (const field of Object.keys(only ?? {})) {
      if (fields[field] === undefined) say(`${where}.only`, `没有栏目 ${field}`)
      else if (isPersonal(fields[field])) say(`${where}.only`, '个人信息不能作条件')
    }
  }
}

/** What is wrong with a name in a formula, by the kind of what it names, in words to be followed by it; null where it is right. */
type WrongName = Record<'measure' | 'target' | 'requirement' | 'param' | 'level', (name: string) => string | null>

function checkNames(formula: Formula, path: string, wrong: WrongName, say: Say): void {
  if (formula.kind === 'binary') {
    checkNames(formula.left, path, wrong, say)
    checkNames(formula.right, path, wrong, say)
  } else if (formula.kind === 'negate') {
    checkNames(formula.operand, path, wrong, say)
  } else if (formula.kind === 'call') {
    const [arg] = formula.args
    if (arg?.kind === 'name') {
      const found = wrong[FORMULA_FUNCTIONS[formula.name].arguments[0] as keyof WrongName](arg.text)
      if (found !== null) say(path, `第 ${arg.at.line} 行第 ${arg.at.column} 列：${found} ${arg.text}`)
    } else {
      for (const inner of formula.args) checkNames(inner, path, wrong, say)
    }
  }
}

function checkReport(
  report: Report,
  indicators: ReadonlyMap<string, unknown>,
  params: ReadonlyMap<string, Param>,
  checkFormula: (path: string, source: string, wants: 'number' | 'day') => void,
  say: Say,
): void {
  const path = `reports.${report.id}`
  const used = new Set<string>()
  for (const [index, { text }] of report.paragraphs.entries()) {
    for (const [, slot] of text.matchAll(/\{(\d+)\}/g)) {
      used.add(slot!)
      if (!Object.hasOwn(report.slots, slot!)) say(`${path}.paragraphs.${index}`, `空格 {${slot}} 没有绑定`)
    }
  }
  for (const [id, slot] of Object.entries(report.slots)) {
    const where = `${path}.slots.${id}`
    if (!used.has(id)) say(where, '正文里没有这个空格')
    if (slot.kind === 'figure') {
      if (!indicators.has(slot.indicator)) say(where, `没有指标 ${slot.indicator}`)
    } else if (slot.value.from === 'param') {
      const param = params.get(slot.value.param)
      if (param === undefined) say(where, `没有参数 ${slot.value.param}`)
      else if (slot.value.part !== undefined && !isDay(String(param.value))) say(where, `参数 ${param.id} 不是日期`)
    } else if (slot.value.from === 'day') {
      checkFormula(where, slot.value.formula, 'day')
    }
  }
}
