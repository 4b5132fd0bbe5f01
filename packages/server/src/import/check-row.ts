import type { RowContent, RowProblem } from '@shishu/documents'
import { checkContent, derivedDays, kernelError, type Ledger, trackFromDates } from '@shishu/kernel'

/** What is wrong with a row beyond its cells: what the kernel checks, and days stated that its dates do not give. */
export function checkRow(ledger: Ledger, { orgUnit, values, stated = {} }: RowContent): RowProblem[] {
  const track = ledger.loop === undefined ? [] : trackFromDates(ledger.loop, values)
  const problems: RowProblem[] = checkContent(ledger, { orgUnit, values, track })
  for (const [id, days] of Object.entries(stated)) {
    const field = ledger.fields[id]
    if (field?.type !== 'days') continue
    const computed = derivedDays(field, values)
    if (computed === days) continue
    const facts = { field: field.label, stated: String(days), computed: computed === null ? '空' : String(computed) }
    problems.push({ field: id, error: kernelError('field.derived', facts) })
  }
  return problems
}
