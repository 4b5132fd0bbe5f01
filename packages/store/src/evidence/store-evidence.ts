import type { ClientBase } from 'pg'
import type { StoredVersion } from '../entry/version.ts'
import { type Cell, type Column, insertRows } from '../sql/insert-rows.ts'

const EVIDENCE_COLUMNS: readonly Column[] = [
  ['town', 'bigint'],
  ['org_unit', 'bigint'],
  ['ledger', 'text'],
  ['entry', 'uuid'],
  ['version', 'integer'],
  ['batch', 'uuid'],
  ['position', 'integer'],
  ['kind', 'text'],
  ['sha256', 'bytea'],
  ['name', 'text'],
  ['media_type', 'text'],
  ['size', 'bigint'],
  ['described', 'text'],
]

/** Stores what a batch's versions say of files. */
export async function storeEvidence(
  client: ClientBase,
  town: number,
  batch: string,
  versions: readonly StoredVersion[],
): Promise<void> {
  const rows = versions.flatMap(({ ledger, entry, version, orgUnit, evidence = [] }) =>
    evidence.map((file, index): Cell[] => [
      town,
      orgUnit,
      ledger,
      entry,
      version,
      batch,
      index + 1,
      file.kind,
      `\\x${file.sha256}`,
      file.name,
      file.mediaType,
      file.size,
      file.described,
    ]),
  )
  await insertRows(client, 'shishu.evidence', EVIDENCE_COLUMNS, rows)
}
