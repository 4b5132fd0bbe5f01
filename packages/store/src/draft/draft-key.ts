import { codeKey, townshipOf } from '@shishu/kernel'
import type { PoolClient } from 'pg'

/** Which draft: of one report, org unit and period. */
export interface DraftKey {
  report: string
  orgUnit: string
  period: string
}

/** The condition under which rows are a draft's, with `keyValues` as its first four values. */
export const OF_DRAFT = 'town = $1 and org_unit = $2 and report = $3 and period = $4'

export function keyValues({ report, orgUnit, period }: DraftKey): [number, number, string, string] {
  return [codeKey(townshipOf(orgUnit) ?? orgUnit), codeKey(orgUnit), report, period]
}

/** Waits until nobody else is writing the draft; holds until the transaction ends. */
export async function lockDraft(client: PoolClient, key: DraftKey): Promise<void> {
  await client.query('select pg_advisory_xact_lock(hashtextextended($1, 5))', [
    `shishu draft ${keyValues(key).join(' ')}`,
  ])
}
