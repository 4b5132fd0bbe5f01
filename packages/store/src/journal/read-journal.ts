import { codeFromKey, type Ledger } from '@shishu/kernel'
import type { ClientBase } from 'pg'
import type { DefinitionSet } from '../definitions/definition-set.ts'
import type { BatchHead, StoredPosting } from '../entry/batch-digest.ts'
import { type StoredVersion, type VersionRow, versionOf, versionSelection } from '../entry/version.ts'
import { evidenceOfBatches, versionKey } from '../evidence/read-evidence.ts'
import { ledgerTable } from '../schema/ledger-table.ts'
import { storeError } from '../store-errors.ts'

/** One place of a town's journal with all that its seal covers. */
export interface JournalEntry {
  position: number
  sealedAt: string
  seal: string
  head: BatchHead
  versions: readonly StoredVersion[]
  postings: readonly StoredPosting[]
}

/** Journal places read at a time. */
const PAGE = 200

/** A town's journal from its beginning, in order, a page at a time. */
export async function* readJournal(client: ClientBase, town: number): AsyncGenerator<JournalEntry[]> {
  const ledgers = await ledgersEver(client)
  let after = 0
  for (;;) {
    const { rows } = await client.query(
      `select j.position, j.sealed_at, j.seal, b.id, b.request, b.kind, b.definitions, b.booked_at, b.booked_by, b.reason,
              b.record, b.version_count, b.posting_count
         from shishu.journal as j join shishu.batch as b on b.town = j.town and b.id = j.batch
        where j.town = $1 and j.position > $2 order by j.position limit ${PAGE}`,
      [town, after],
    )
    if (rows.length === 0) return
    const batches = rows.map((row) => row.id as string)
    const versions = await versionsOfBatches(ledgers, client, town, batches)
    const postings = await postingsOfBatches(client, town, batches)
    yield rows.map(
      (row): JournalEntry => ({
        position: Number(row.position),
        sealedAt: row.sealed_at.toISOString(),
        seal: row.seal.toString('hex'),
        head: {
          town,
          id: row.id,
          request: row.request,
          kind: row.kind,
          definitions: row.definitions,
          bookedAt: row.booked_at.toISOString(),
          bookedBy: row.booked_by,
          reason: row.reason,
          record: row.record,
        },
        versions: versions.get(row.id) ?? [],
        postings: postings.get(row.id) ?? [],
      }),
    )
    after = Number(rows.at(-1)!.position)
  }
}

/** Every ledger with every field that any definition ever gave it: a seal covers what a later definition dropped. */
export async function ledgersEver(client: ClientBase): Promise<Ledger[]> {
  const { rows } = await client.query<{ body: DefinitionSet }>('select body from shishu.definition_set order by seq')
  const ledgers = new Map<string, Ledger>()
  for (const ledger of rows.flatMap(({ body }) => body.pack.ledgers)) {
    ledgers.set(ledger.id, { ...ledger, fields: { ...ledgers.get(ledger.id)?.fields, ...ledger.fields } })
  }
  return [...ledgers.values()]
}

async function versionsOfBatches(
  ledgers: readonly Ledger[],
  client: ClientBase,
  town: number,
  batches: readonly string[],
): Promise<Map<string, StoredVersion[]>> {
  const found = new Map<string, StoredVersion[]>()
  const sorted = [...batches].sort()
  for (const ledger of ledgers) {
    // The range lets the block-range index find the pages; the list picks the batches.
    const { rows } = await client.query<VersionRow & { batch: string }>(
      `select v.batch, ${versionSelection(ledger)} from ${ledgerTable(ledger.id)} as v
        where v.town = $1 and v.batch between $2 and $3 and v.batch = any($4::uuid[])`,
      [town, sorted[0], sorted.at(-1), batches],
    )
    for (const row of rows) push(found, row.batch, versionOf(ledger, row))
  }
  return withEvidence(found, client, town, batches)
}

/** The versions with what they say of files. Errors: journal.broken: files of a version that is not there. */
async function withEvidence(
  versions: ReadonlyMap<string, readonly StoredVersion[]>,
  client: ClientBase,
  town: number,
  batches: readonly string[],
): Promise<Map<string, StoredVersion[]>> {
  const files = await evidenceOfBatches(client, town, batches)
  const found = new Map<string, StoredVersion[]>()
  for (const [batch, list] of versions) {
    const said = files.get(batch)
    found.set(
      batch,
      list.map((version) => {
        const evidence = said?.get(versionKey(version))
        said?.delete(versionKey(version))
        return evidence === undefined ? version : { ...version, evidence }
      }),
    )
  }
  const stray = [...files].find(([, left]) => left.size > 0)
  if (stray === undefined) return found
  const detail = `有不属于任何版本的附件（批次 ${stray[0]}）`
  throw storeError('journal.broken', { town: codeFromKey(town), position: 0, detail })
}

async function postingsOfBatches(
  client: ClientBase,
  town: number,
  batches: readonly string[],
): Promise<Map<string, StoredPosting[]>> {
  const { rows } = await client.query(
    `select p.batch, p.entry, p.version, m.key, p.org_unit, p.day::text, p.amount
       from shishu.posting as p join shishu.measure as m on m.id = p.measure
      where p.town = $1 and p.batch = any($2::uuid[])`,
    [town, batches],
  )
  const found = new Map<string, StoredPosting[]>()
  for (const { batch, entry, version, key, org_unit, day, amount } of rows) {
    push(found, batch, { entry, version, measure: key, orgUnit: Number(org_unit), day, amount: Number(amount) })
  }
  return found
}

function push<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [item])
  else list.push(item)
}

/** Keys of the towns that have a journal. */
export async function townsInBook(client: ClientBase): Promise<number[]> {
  const { rows } = await client.query<{ town: string }>('select distinct town from shishu.batch order by town')
  return rows.map(({ town }) => Number(town))
}
