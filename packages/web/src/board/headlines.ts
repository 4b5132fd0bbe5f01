import type { Definitions } from '@shishu/kernel'

/** The report that is one page for the leader. */
const LEADER_PAGE = 'leader-page'

/** The indicators of the leader's page, each once, in its order; of the pack's first report where it has none. */
export function headlineIndicators({ pack }: Definitions): string[] {
  const report = pack.reports.find(({ id }) => id === LEADER_PAGE) ?? pack.reports[0]
  const bound = Object.values(report?.slots ?? {}).flatMap((slot) => (slot.kind === 'figure' ? [slot.indicator] : []))
  return [...new Set(bound)]
}
