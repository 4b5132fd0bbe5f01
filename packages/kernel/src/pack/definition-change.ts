import type { Indicator } from '../indicator/indicator.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { measuresOf } from '../posting/measure-keys.ts'
import type { Report } from '../report/report.ts'
import type { Requirement } from '../requirement/requirement.ts'
import type { Target } from '../target/target.ts'
import { checkPack, type PackProblem } from './check-pack.ts'
import { DEFINITION_SHAPES } from './definition-shape.ts'
import { neverAGoal } from './never-a-goal.ts'
import type { Pack, Param } from './pack.ts'
import { problemsOfShape } from './shape.ts'
import { whatMustStay } from './what-must-stay.ts'

/** What a town may define for itself. Offices, roles and missions are the pack's alone: who may do what is not changed here. */
export type DefinitionKind = 'param' | 'ledger' | 'indicator' | 'target' | 'requirement' | 'report'

/** One definition as it is to be; it takes the place of that of the same id, or joins those of its kind. */
export type DefinitionChange =
  | { kind: 'param'; body: Param }
  | { kind: 'ledger'; body: Ledger }
  | { kind: 'indicator'; body: Indicator }
  | { kind: 'target'; body: Target }
  | { kind: 'requirement'; body: Requirement }
  | { kind: 'report'; body: Report }

/** Ids of definitions made in the book begin so: no pack has them. */
export const OWN_PREFIX = 'own-'

/** Changes that are made at once, at most; and definitions of a kind that a pack has, with the town's own. */
const MOST_CHANGES = 50
const MOST_OF_A_KIND: Readonly<Record<DefinitionKind, number>> = {
  param: 500,
  ledger: 300,
  indicator: 1_000,
  target: 300,
  requirement: 300,
  report: 100,
}

/** Measures of one ledger at most, each part of one counted. */
const MOST_MEASURES = 600

/** Where a pack keeps the definitions of a kind. */
export const KEPT_IN = {
  param: 'params',
  ledger: 'ledgers',
  indicator: 'indicators',
  target: 'targets',
  requirement: 'requirements',
  report: 'reports',
} as const satisfies Record<DefinitionKind, keyof Pack>

/** A pack with changes made to it, in their order; what is new of a kind comes after the rest. The changes must be well formed. */
export function changedPack(pack: Pack, changes: readonly DefinitionChange[]): Pack {
  let changed = pack
  for (const { kind, body } of changes) {
    const all = changed[KEPT_IN[kind]] as readonly { id: string }[]
    const known = all.some(({ id }) => id === body.id)
    const next = known ? all.map((one) => (one.id === body.id ? body : one)) : [...all, body]
    changed = { ...changed, [KEPT_IN[kind]]: next }
  }
  return changed
}

/**
 * Everything that is wrong with changes to a pack; empty where they can be put in force. What is given may be anything at all.
 *
 * Shape   the form and size of every body; then what the changed pack must keep of the former one; then checkPack
 * Rule    a definition whose id begins with `own-` is the town's: it is made and changed freely, but a ledger that is there
 *         keeps what its entries are read by (kind, key, fields with their types, options, states, steps), its office, and
 *         whatever shields personal values. Of the pack's own the town sets what is a town's to set: values of parameters,
 *         planned courses, the text of reports, further fields, options and measures of ledgers, labels and help, and the
 *         limits and frequencies that no source confirms. What a law counts or limits, and what every town is compared by,
 *         stays. How many petitions come in is nobody's goal (neverAGoal).
 */
export function checkChanges(pack: Pack, changes: readonly DefinitionChange[]): PackProblem[] {
  const malformed = problemsOfForm(changes)
  if (malformed.length > 0) return malformed
  const problems: PackProblem[] = []
  const seen = new Set<string>()
  for (const change of changes) {
    const path = pathOf(change)
    if (seen.has(path)) problems.push({ path, problem: '同一项定义改了两次，请合成一处' })
    seen.add(path)
    problems.push(...whatMustStay(pack, change))
  }
  const changed = changedPack(pack, changes)
  for (const change of changes) {
    if (change.kind === 'indicator') problems.push(...neverAGoal(changed, change.body))
  }
  for (const kind of Object.keys(KEPT_IN) as DefinitionKind[]) {
    const most = MOST_OF_A_KIND[kind]
    if (changed[KEPT_IN[kind]].length > most) problems.push({ path: KEPT_IN[kind], problem: `太多，至多 ${most} 个` })
  }
  const crowded = changes.filter(({ kind, body }) => kind === 'ledger' && measuresOf(body).length > MOST_MEASURES)
  for (const change of crowded) {
    problems.push({ path: `${pathOf(change)}.measures`, problem: `科目太多，各部分加起来至多 ${MOST_MEASURES} 个` })
  }
  // References are looked up among all measures: in so many, that takes long.
  return crowded.length > 0 ? problems : [...problems, ...checkPack(changed)]
}

/** Where a changed definition stands, as checkPack writes it: `ledgers.own-visits`. */
export function pathOf({ kind, body }: DefinitionChange): string {
  return `${KEPT_IN[kind]}.${body.id}`
}

function problemsOfForm(changes: unknown): PackProblem[] {
  if (!Array.isArray(changes)) return [{ path: 'changes', problem: '应为列表' }]
  if (changes.length === 0) return [{ path: 'changes', problem: '没有要改的' }]
  if (changes.length > MOST_CHANGES) return [{ path: 'changes', problem: `一次至多改 ${MOST_CHANGES} 项` }]
  return changes.flatMap((change: unknown, index) => {
    const { kind, body } = (change ?? {}) as { kind?: unknown; body?: { id?: unknown } | null }
    if (typeof kind !== 'string' || !Object.hasOwn(DEFINITION_SHAPES, kind)) {
      return [{ path: `changes.${index}.kind`, problem: `应为 ${Object.keys(DEFINITION_SHAPES).join('、')} 之一` }]
    }
    const id = typeof body?.id === 'string' && /^[\w.-]{1,60}$/.test(body.id) ? body.id : null
    const path = id === null ? `changes.${index}.body` : `${KEPT_IN[kind as DefinitionKind]}.${id}`
    return problemsOfShape(DEFINITION_SHAPES[kind as DefinitionKind], body, path)
  })
}
