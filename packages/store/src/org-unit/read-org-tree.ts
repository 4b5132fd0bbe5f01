import { codeFromKey, type Day, type OrgTree, orgTree } from '@shishu/kernel'
import type { ClientBase } from 'pg'

interface StoredUnit {
  code: string
  name: string
  short_name: string | null
  since: Day | null
  ends_on: Day | null
  merged_into: string | null
}

/** The tree of org units, as it stands or stood at an instant; before the first was recorded, as the first. */
export async function readOrgTree(client: ClientBase, asOf: string | null): Promise<OrgTree> {
  const { rows } = await client.query<StoredUnit>(
    `select distinct on (code) code, name, short_name, since::text, ends_on::text, merged_into from shishu.org_unit
      where $1::timestamptz is null or added_at <= greatest($1, (select min(added_at) from shishu.org_unit))
      order by code, added_at desc`,
    [asOf],
  )
  return orgTree(
    rows.map((row) => ({
      code: codeFromKey(Number(row.code)),
      name: row.name,
      ...(row.short_name === null ? {} : { shortName: row.short_name }),
      ...(row.since === null ? {} : { since: row.since }),
      ...(row.ends_on === null ? {} : { endsOn: row.ends_on }),
      ...(row.merged_into === null ? {} : { mergedInto: codeFromKey(Number(row.merged_into)) }),
    })),
  )
}
