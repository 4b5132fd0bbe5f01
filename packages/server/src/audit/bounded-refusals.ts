import type { AuditAct } from '@shishu/store'
import type { AuditSink } from './audit-sink.ts'

/** Refusals of a minute that are noted one by one. */
const IN_FULL = 100
/** Addresses and accounts of a minute whose further refusals are counted apart; those beyond are one count. */
const COUNTED_APART = 100

/** Notes refusals whose number anybody on the network can make as large as they like. */
export interface BoundedRefusals {
  note(act: AuditAct): void
  /** Writes the counts of the minute that ends, and begins the next. */
  endMinute(): void
}

/**
 * Keeps floods out of the audit log without losing sight of them: a minute’s first refusals are noted in full, the rest as
 * how many of which kind came from where.
 */
export function boundedRefusals(
  audit: Pick<AuditSink, 'note'>,
  { inFull = IN_FULL, countedApart = COUNTED_APART } = {},
): BoundedRefusals {
  let noted = 0
  let counts = new Map<string, { act: AuditAct; count: number }>()
  return {
    note: (act) => {
      noted += 1
      if (noted <= inFull) return audit.note(act)
      const known = counts.get(keyOf(act))
      if (known !== undefined) known.count += 1
      else if (counts.size < countedApart) counts.set(keyOf(act), { act: summaryOf(act), count: 1 })
      else addToRest(counts, act)
    },
    endMinute: () => {
      for (const { act, count } of counts.values()) audit.note({ ...act, details: { count } })
      noted = 0
      counts = new Map()
    },
  }
}

const keyOf = ({ code, person, ip }: AuditAct) => `${code} ${person} ${ip}`

function summaryOf({ person = null, name = '', outcome, code = null, ip = null }: AuditAct): AuditAct {
  return { person, name, act: 'request.refused', outcome, code, ip }
}

const REST = ''

function addToRest(counts: Map<string, { act: AuditAct; count: number }>, act: AuditAct): void {
  const rest = counts.get(REST) ?? {
    act: { ...summaryOf(act), person: null, name: '', code: null, ip: null },
    count: 0,
  }
  counts.set(REST, { ...rest, count: rest.count + 1 })
}
