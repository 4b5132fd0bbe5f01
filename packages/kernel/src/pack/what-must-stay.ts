import { type Field, isPersonal } from '../ledger/field.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { LoopState, LoopStep } from '../loop/loop.ts'
import { isDay } from '../period/day.ts'
import { dayField } from '../posting/given-measures.ts'
import { canonicalJson } from './canonical.ts'
import type { PackProblem } from './check-pack.ts'
import { type DefinitionChange, KEPT_IN, OWN_PREFIX, pathOf } from './definition-change.ts'
import type { Pack } from './pack.ts'
import type { Say } from './shape.ts'

/** What a change takes away that must stay; see checkChanges for the rule. The change must be well formed. */
export function whatMustStay(pack: Pack, change: DefinitionChange): PackProblem[] {
  const problems: PackProblem[] = []
  const say: Say = (path, problem) => problems.push({ path, problem })
  const path = pathOf(change)
  const { kind, body } = change
  const former = (pack[KEPT_IN[kind]] as readonly { id: string }[]).find(({ id }) => id === body.id)
  const own = body.id.startsWith(OWN_PREFIX)
  if (former === undefined) {
    if (!own) say(path, `本地新定义的，标识要以 ${OWN_PREFIX} 开头`)
  } else if (kind === 'ledger') {
    keepsEntries(former as Ledger, body, path, say)
    if (!own) keepsPackLedger(former as Ledger, body, path, say)
  } else if (!own) {
    const mayDiffer = MAY_DIFFER[kind](former as never)
    for (const member of differing(former, body)) {
      if (!mayDiffer.includes(member)) say(`${path}.${member}`, '是统一规定的，不能改')
    }
    if (kind === 'param' && typeof (former as typeof body).value !== typeof body.value) {
      say(`${path}.value`, typeof body.value === 'number' ? '原来是文字，不能改成数' : '原来是数，不能改成文字')
    } else if (kind === 'param' && isDay(String((former as typeof body).value)) && !isDay(String(body.value))) {
      say(`${path}.value`, '原来是日期，还应是日期，如 2026-03-05')
    }
  }
  return problems
}

/** Members of the pack's own definitions that a town may set. */
const MAY_DIFFER: Readonly<
  Record<Exclude<DefinitionChange['kind'], 'ledger'>, (former: { unconfirmed?: boolean }) => readonly string[]>
> = {
  param: () => ['value'],
  target: () => ['course', 'courses'],
  indicator: () => [],
  requirement: ({ unconfirmed }) => (unconfirmed === true ? ['every', 'least', 'months', 'from'] : []),
  report: () => ['title', 'issuer', 'paragraphs', 'slots'],
}

function differing(one: object, other: object): string[] {
  const names = new Set([...Object.keys(one), ...Object.keys(other)])
  return [...names].filter((name) => text(member(one, name)) !== text(member(other, name)))
}

const member = (of: object, name: string): unknown => (of as Record<string, unknown>)[name]
const text = (value: unknown) => (value === undefined ? '' : canonicalJson(value))
const without = (of: object, names: readonly string[]) =>
  text(Object.fromEntries(Object.entries(of).filter(([name]) => !names.includes(name))))

/** What every ledger that is there keeps: entries have been booked by it, and people were told who sees them. */
function keepsEntries(former: Ledger, next: Ledger, path: string, say: Say): void {
  if (next.kind !== former.kind) say(`${path}.kind`, '已经在用，种类不能改')
  if (text(next.key) !== text(former.key)) say(`${path}.key`, '已经在用，区分条目的栏目不能改')
  if (next.office !== former.office) say(`${path}.office`, '已经在用，归口部门不能改：谁能看由它定')
  if (former.restricted === true && next.restricted !== true) say(`${path}.restricted`, '限制查看的，不能放开')
  if (former.retentionMonths !== undefined && (next.retentionMonths ?? Infinity) > former.retentionMonths) {
    say(`${path}.retentionMonths`, '个人信息保存的月数不能延长')
  }
  for (const [id, field] of Object.entries(former.fields)) {
    const where = `${path}.fields.${id}`
    const now = Object.hasOwn(next.fields, id) ? next.fields[id] : undefined
    if (now === undefined) say(where, '已经在用的栏目不能删去')
    else keepsValues(field, now, where, say)
  }
  if (former.loop === undefined || next.loop === undefined) return
  const { opens, states, steps } = former.loop
  if (text(next.loop.opens) !== text(opens)) say(`${path}.loop.opens`, '已经在用，从哪里开始不能改')
  for (const id of Object.keys(states)) {
    if (!Object.hasOwn(next.loop.states, id)) say(`${path}.loop.states.${id}`, '已经在用的状态不能删去')
  }
  for (const [id, { to }] of Object.entries(steps)) {
    const now = Object.hasOwn(next.loop.steps, id) ? next.loop.steps[id] : undefined
    if (now === undefined) say(`${path}.loop.steps.${id}`, '已经在用的环节不能删去')
    else if (now.to !== to) say(`${path}.loop.steps.${id}.to`, '已经在用的环节，通向哪里不能改')
  }
}

/** Whatever a field's values were booked as, they are still read so. */
function keepsValues(former: Field, next: Field, path: string, say: Say): void {
  if (next.type !== former.type) say(`${path}.type`, '已经在用，类型不能改，请另加一栏')
  if (isPersonal(former) !== isPersonal(next)) say(`${path}.personal`, '是不是个人信息，定了就不能改，请另加一栏')
  if (former.type === 'quantity' && next.type === 'quantity' && former.unit !== next.unit) {
    say(`${path}.unit`, '已经在用，单位不能改，请另加一栏')
  }
  if (former.type === 'text' && next.type === 'text' && next.max < former.max) say(`${path}.max`, '字数不能改少')
  if (former.type === 'choice' && next.type === 'choice') {
    for (const option of Object.keys(former.options)) {
      if (!Object.hasOwn(next.options, option)) say(`${path}.options.${option}`, '已经在用的选项不能删去')
    }
  }
}

/** Of a ledger's fields and measures, what only describes them. */
const WORDS = ['label', 'gloss', 'headings', 'help']

/** What the pack's own ledger keeps besides: all that it counts and all that a source confirms. */
function keepsPackLedger(former: Ledger, next: Ledger, path: string, say: Say): void {
  for (const name of ['source', 'local', 'restricted', 'retentionMonths'] as const) {
    if (next[name] !== former[name]) say(`${path}.${name}`, '是统一规定的，不能改')
  }
  for (const [id, field] of Object.entries(former.fields)) {
    const now = Object.hasOwn(next.fields, id) ? next.fields[id] : undefined
    const may = [...WORDS, 'options', 'max']
    if (now !== undefined && without(field, may) !== without(now, may)) {
      say(`${path}.fields.${id}`, '是统一规定的：只能改名称、表头、填写说明，添选项，放宽字数')
    }
  }
  for (const [id, measure] of Object.entries(former.measures)) {
    const now = Object.hasOwn(next.measures, id) ? next.measures[id] : undefined
    if (now === undefined || without(measure, WORDS) !== without(now, WORDS)) {
      say(`${path}.measures.${id}`, '是统一的统计口径，只能改名称')
    }
  }
  if (dayField(former) !== dayField(next))
    say(`${path}.fields`, '新加的栏目不能改变条目归到哪一天，请不要设为必填日期，或放到后面')
  const { loop } = former
  if (loop === undefined || next.loop === undefined) return
  for (const id of Object.keys(next.loop.states)) {
    const was = Object.hasOwn(loop.states, id) ? loop.states[id] : undefined
    if (was === undefined || unset(was) !== unset(next.loop.states[id]!)) {
      say(`${path}.loop.states.${id}`, '是统一规定的：只能改名称，和没有确认依据的期限')
    }
  }
  for (const id of Object.keys(next.loop.steps)) {
    const was = Object.hasOwn(loop.steps, id) ? loop.steps[id] : undefined
    if (was === undefined || unset(was) !== unset(next.loop.steps[id]!)) {
      say(`${path}.loop.steps.${id}`, '是统一规定的：只能改名称，和没有确认依据的期限')
    }
  }
}

/** A state or step without its words, and without the lengths of those times that no source confirms. */
function unset(of: LoopState | LoopStep): string {
  const lengths = ['count', 'unit', 'source']
  const times = Object.entries(of).map(([name, value]) =>
    typeof value === 'object' && value !== null && (value as { unconfirmed?: boolean }).unconfirmed === true
      ? [name, without(value as object, lengths)]
      : [name, value],
  )
  return without(Object.fromEntries(times), WORDS)
}
