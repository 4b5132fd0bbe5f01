import type { ClientBase } from 'pg'
import type { StoredEvidence } from './evidence.ts'

/** An entry that has the same file in force. */
export interface SharingEntry {
  ledger: string
  entry: string
}

/** A file in force at an entry. */
export interface EntryEvidence {
  /** Hex. */
  sha256: string
  name: string
  mediaType: string
  /** Bytes. */
  size: number
  described: string | null
  /** The version that brought it, or brought it along to another place. */
  version: number
  /** Other entries of the town with the very same bytes: the same photo given for two events. */
  sharedWith: readonly SharingEntry[]
}

interface EvidenceRow {
  batch: string
  ledger: string
  entry: string
  version: number
  kind: StoredEvidence['kind']
  sha256: string
  name: string
  media_type: string
  size: string
  described: string | null
}

const COLUMNS = `e.batch, e.ledger, e.entry, e.version, e.kind, encode(e.sha256, 'hex') as sha256, e.name, e.media_type,
                 e.size, e.described`

const evidenceOf = ({ kind, sha256, name, media_type, size, described }: EvidenceRow): StoredEvidence => ({
  kind,
  sha256,
  name,
  mediaType: media_type,
  size: Number(size),
  described,
})

/** The last that was said of each file of each entry, in the order in which files came; `upTo` as in readEvidence. */
async function lastSaid(
  client: ClientBase,
  town: number,
  entries: readonly string[],
  upTo: ReadonlyMap<string, number>,
): Promise<EvidenceRow[]> {
  const asked = [...new Set(entries)]
  const { rows } = await client.query<EvidenceRow>(
    `select * from (
       select distinct on (e.entry, e.sha256) ${COLUMNS}, e.position
         from unnest($2::uuid[], $3::integer[]) as asked(entry, version)
         join shishu.evidence as e
           on e.town = $1 and e.entry = asked.entry and (asked.version is null or e.version <= asked.version)
        order by e.entry, e.sha256, e.version desc, e.position desc) as last
      order by last.entry, last.version, last.position`,
    [town, asked, asked.map((entry) => upTo.get(entry) ?? null)],
  )
  return rows
}

/** Files in force by sha256, by entry; entries without are absent. */
export async function filesInForce(
  client: ClientBase,
  town: number,
  entries: readonly string[],
): Promise<Map<string, Map<string, StoredEvidence>>> {
  const found = new Map<string, Map<string, StoredEvidence>>()
  if (entries.length === 0) return found
  for (const row of await lastSaid(client, town, entries, new Map())) {
    if (row.kind === 'detach') continue
    const files = found.get(row.entry) ?? new Map<string, StoredEvidence>()
    found.set(row.entry, files.set(row.sha256, evidenceOf(row)))
  }
  return found
}

/**
 * The files in force at entries, each with the other entries of the town that have the very same file.
 *
 * Shape   by entry, in the order in which files came; entries without files are absent, withdrawn ones have none
 * Scope   what `client` may see: under row-level security, sharing with entries out of sight is not told
 * @param town  15-digit key
 * @param upTo  by entry, the version to read as of; the present where an entry is not in it. `sharedWith` is of now.
 */
export async function readEvidence(
  client: ClientBase,
  town: number,
  entries: readonly string[],
  upTo: ReadonlyMap<string, number> = new Map(),
): Promise<Map<string, EntryEvidence[]>> {
  const found = new Map<string, EntryEvidence[]>()
  if (entries.length === 0) return found
  const rows = (await lastSaid(client, town, entries, upTo)).filter(({ kind }) => kind === 'attach')
  const holders = await holdersOf(client, town, [...new Set(rows.map(({ sha256 }) => sha256))])
  for (const row of rows) {
    const { kind: _, ...file } = evidenceOf(row)
    const sharedWith = (holders.get(row.sha256) ?? []).filter(({ entry }) => entry !== row.entry)
    const files = found.get(row.entry) ?? []
    files.push({ ...file, version: row.version, sharedWith })
    found.set(row.entry, files)
  }
  return found
}

/** Entries of the town that have a file in force, by sha256, the first to bring it first. */
async function holdersOf(
  client: ClientBase,
  town: number,
  sha256s: readonly string[],
): Promise<Map<string, SharingEntry[]>> {
  const found = new Map<string, SharingEntry[]>()
  if (sha256s.length === 0) return found
  const { rows } = await client.query<{ sha256: string; ledger: string; entry: string }>(
    `select encode(held.sha256, 'hex') as sha256, held.ledger, held.entry from (
       select distinct on (e.sha256, e.entry) e.sha256, e.entry, e.ledger, e.kind, e.batch
         from shishu.evidence as e
        where e.town = $1 and e.sha256 = any($2::bytea[])
        order by e.sha256, e.entry, e.version desc, e.position desc) as held
      where held.kind = 'attach'
      order by held.sha256, held.batch, held.entry`,
    [town, sha256s.map((sha256) => Buffer.from(sha256, 'hex'))],
  )
  for (const { sha256, ledger, entry } of rows) {
    const list = found.get(sha256) ?? []
    list.push({ ledger, entry })
    found.set(sha256, list)
  }
  return found
}

/** What each version of an entry said of files, by version; versions that said nothing are absent. */
export async function evidenceHistory(
  client: ClientBase,
  town: number,
  entry: string,
): Promise<Map<number, StoredEvidence[]>> {
  const { rows } = await client.query<EvidenceRow>(
    `select ${COLUMNS} from shishu.evidence as e where e.town = $1 and e.entry = $2 order by e.version, e.position`,
    [town, entry],
  )
  const byVersion = Map.groupBy(rows, ({ version }) => version)
  return new Map([...byVersion].map(([version, said]) => [version, said.map(evidenceOf)]))
}

/** What the versions of batches said of files, by batch and then by `versionKey`. */
export async function evidenceOfBatches(
  client: ClientBase,
  town: number,
  batches: readonly string[],
): Promise<Map<string, Map<string, StoredEvidence[]>>> {
  const { rows } = await client.query<EvidenceRow>(
    `select ${COLUMNS} from shishu.evidence as e
      where e.town = $1 and e.batch = any($2::uuid[]) order by e.batch, e.entry, e.version, e.position`,
    [town, batches],
  )
  const found = new Map<string, Map<string, StoredEvidence[]>>()
  for (const row of rows) {
    const versions = found.get(row.batch) ?? new Map<string, StoredEvidence[]>()
    found.set(row.batch, versions)
    const key = versionKey(row)
    versions.set(key, [...(versions.get(key) ?? []), evidenceOf(row)])
  }
  return found
}

/** A version's name within a town. */
export function versionKey({ ledger, entry, version }: { ledger: string; entry: string; version: number }): string {
  return `${ledger} ${entry} ${version}`
}

/**
 * Which of these files any version of any town ever referred to, also one that was taken off since.
 *
 * Whoever removes files by this answer must see every row: with `row_security` off PostgreSQL refuses a role that is
 * under policies, rather than leave out what they hide.
 * @param client  of the role that owns the book
 */
export async function referencedFiles(client: ClientBase, sha256s: readonly string[]): Promise<Set<string>> {
  await client.query('set row_security = off')
  try {
    const { rows } = await client.query<{ sha256: string }>(
      `select distinct encode(e.sha256, 'hex') as sha256 from shishu.evidence as e where e.sha256 = any($1::bytea[])`,
      [sha256s.map((sha256) => Buffer.from(sha256, 'hex'))],
    )
    return new Set(rows.map(({ sha256 }) => sha256))
  } finally {
    // In a transaction that failed the setting goes with it.
    await client.query('reset row_security').catch(() => undefined)
  }
}

/** Files read at a time when all of them are walked. */
const PAGE = 5_000

/** The sha256 of every file that a version ever brought, in pages, each once; as far as `client` may see. */
export async function* everyFile(client: ClientBase): AsyncGenerator<string[]> {
  let after: Buffer = Buffer.alloc(0)
  for (;;) {
    const { rows } = await client.query<{ sha256: Buffer }>(
      `select distinct e.sha256 from shishu.evidence as e where e.sha256 > $1 order by e.sha256 limit ${PAGE}`,
      [after],
    )
    if (rows.length > 0) yield rows.map(({ sha256 }) => sha256.toString('hex'))
    if (rows.length < PAGE) return
    after = rows.at(-1)!.sha256
  }
}
