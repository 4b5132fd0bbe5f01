import {
  type Act,
  codeFromKey,
  type Ledger,
  type LoopStep,
  type Rights,
  type TrackStep,
  type Values,
} from '@shishu/kernel'
import { type Change, type Draft, storeError } from '@shishu/store'

/** The act that each kind of change is. */
export const ACTS = {
  add: 'entry.write',
  put: 'entry.write',
  correct: 'entry.write',
  step: 'entry.step',
  withdraw: 'entry.withdraw',
} as const satisfies Record<Change['kind'], Act>

/**
 * Refuses a version that the person may not book: at a place or in a ledger that is not hers, with a step that is not
 * hers to take, also where it comes about by a date filled in, or with a step that says more than the step asks for.
 * Errors  access.refused
 */
export function permit({ ledger, kind, content, before }: Draft, rights: Rights): void {
  const refuse = (): never => {
    throw storeError('access.refused', {})
  }
  const places = [before === null ? undefined : codeFromKey(before.version.orgUnit), content?.orgUnit]
  for (const orgUnit of places) {
    if (orgUnit !== undefined && !rights.may(ACTS[kind], { orgUnit, ledger })) refuse()
  }
  if (content === null || ledger.loop === undefined) return
  const changed = changedSteps(before?.content?.track ?? [], content.track)
  for (const { step } of changed) if (!mayTake(rights, ledger, step, content.orgUnit)) refuse()
  // Whoever may take steps and nothing else fills in what the step asks for and nothing else.
  if (kind !== 'step' || rights.may('entry.write', { orgUnit: content.orgUnit, ledger })) return
  const asked = new Set(changed.flatMap(({ step }) => fieldsOf(ledger.loop!.steps[step])))
  const said = (values: Values | undefined, field: string) => values?.[field] ?? null
  for (const field of Object.keys(ledger.fields)) {
    if (!asked.has(field) && said(before?.content?.values, field) !== said(content.values, field)) refuse()
  }
}

/** The fields that a step asks for. */
function fieldsOf(step: LoopStep | undefined): string[] {
  if (step === undefined) return []
  const { day, needs = [], asks = [], only = {} } = step
  return [...(day === undefined ? [] : [day]), ...needs, ...asks, ...Object.keys(only)]
}

function mayTake(rights: Rights, ledger: Ledger, id: string, orgUnit: string): boolean {
  const step = ledger.loop?.steps[id]
  return step === undefined || rights.mayTake(ledger, step, orgUnit)
}

/** The steps that one track has and the other has not, whichever. */
function changedSteps(before: readonly TrackStep[], after: readonly TrackStep[]): TrackStep[] {
  const key = ({ step, on, by }: TrackStep) => `${step} ${on} ${by ?? ''}`
  const [was, is] = [new Set(before.map(key)), new Set(after.map(key))]
  return [...before.filter((step) => !is.has(key(step))), ...after.filter((step) => !was.has(key(step)))]
}
