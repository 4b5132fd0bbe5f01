import {
  allowedSteps,
  type Day,
  type EntryContent,
  type Language,
  type Ledger,
  ShishuError,
  stateOf,
  takeStep,
  type WorkCalendar,
} from '@shishu/kernel'

/** A step that leads on from a case’s state, and whether it can be taken today. */
export interface OfferedStep {
  step: string
  label: string
  /** The state it leads to, and its label. */
  to: string
  toLabel: string
  /** The duty that may take it; null: anybody who may book. */
  duty: string | null
  /** The date field that takes the step’s day. */
  day: string | null
  /** Fields that must be filled first or with it, still empty. */
  needs: readonly { field: string; label: string }[]
  /** Why it cannot be taken today as things stand; null where it can. */
  refusal: { code: string; texts: Record<Language, string> } | null
}

/**
 * The steps that the loop has from a case’s state, each tried on a day: what the kernel would refuse it says here, and a
 * step that only lacks fields is offered with them.
 * @param by  who would take it; null where that is not known
 */
export function offeredSteps(
  ledger: Ledger,
  content: EntryContent,
  on: Day,
  by: string | null,
  calendar: WorkCalendar,
): OfferedStep[] {
  const { loop } = ledger
  const state = loop === undefined ? null : stateOf(loop, content.values, content.track)
  if (loop === undefined || state === null) return []
  return allowedSteps(loop, state).map((id) => {
    const step = loop.steps[id]!
    const missing = (step.needs ?? []).filter((need) => need !== step.day && (content.values[need] ?? null) === null)
    return {
      step: id,
      label: step.label,
      to: step.to,
      toLabel: loop.states[step.to]!.label,
      duty: step.by ?? null,
      day: step.day ?? null,
      needs: missing.map((field) => ({ field, label: ledger.fields[field]?.label ?? field })),
      refusal: refusalOf(() => takeStep(ledger, content, { step: id, on, by }, {}, calendar)),
    }
  })
}

function refusalOf(attempt: () => unknown): OfferedStep['refusal'] {
  try {
    attempt()
    return null
  } catch (error) {
    if (!(error instanceof ShishuError)) throw error
    return { code: error.code, texts: error.texts }
  }
}
