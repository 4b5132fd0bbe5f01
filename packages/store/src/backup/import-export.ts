import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import { canonicalJson, codeKey, definitionsOfStored, type Ledger, type OrgUnit, type Pack } from '@shishu/kernel'
import type { Client } from 'pg'
import { markPoliced } from '../access/scope.ts'
import type { BookCheck } from '../book/check-book.ts'
import { type BookLocation, type OpenBook, openBook, withDatabase } from '../book/open-book.ts'
import type { DefinitionSet } from '../definitions/definition-set.ts'
import { batchDigest, postingLine, versionLine } from '../entry/batch-digest.ts'
import { townSecret } from '../entry/entry-key.ts'
import { referencesIn } from '../entry/vault.ts'
import { versionCells, versionColumns } from '../entry/version.ts'
import { POSTING_COLUMNS } from '../entry/write-batch.ts'
import { storeEvidence } from '../evidence/store-evidence.ts'
import { verifyExport } from '../journal/export-book.ts'
import { type JournalEntry, ledgersEver } from '../journal/read-journal.ts'
import { chapterOf, JOURNAL_COLUMNS } from '../journal/seal.ts'
import type { VerifiedJournal } from '../journal/verify-seals.ts'
import { ensureLedgerTable, ledgerTable } from '../schema/ledger-table.ts'
import { migrate } from '../schema/migrate.ts'
import { type Cell, type Column, insertRows } from '../sql/insert-rows.ts'
import { storeError } from '../store-errors.ts'
import { claimEmpty } from './empty-target.ts'
import { type LostKeys, rebuildKeys } from './rebuild-keys.ts'
import { proven } from './restore-book.ts'

/** What an export does not hold, so that the book opened from it lacks it. */
export interface LostInExport {
  /** Mentions of personal values: they read as erased. */
  personalValues: number
  /** Entries that a row of a sheet no longer finds by its natural key, because the key has a personal value in it. */
  keys: readonly LostKeys[]
  /** Evidence files named by versions; their hashes are there and sealed, the files are not. */
  files: number
}

export interface ImportReport {
  /** Instant of the export, ISO 8601. */
  exportedAt: string
  batches: number
  versions: number
  postings: number
  /** Earlier names of org units, accounts, messages and the audit log are in no export either. */
  lost: LostInExport
  journals: readonly VerifiedJournal[]
  check: BookCheck
}

/** Postings and versions gathered before they are stored. */
const GATHERED = 10_000

/**
 * Opens an export (see exportBook) as a new book in an empty database, in one transaction: definitions, places, versions,
 * postings and journal with its seals. The seals are verified in the file first and in the new book afterwards, which is
 * then recounted.
 * Errors  export.malformed, journal.broken, backup.target-not-empty, definition.retyped, book.in-use, engine.*.
 */
export async function importExport(
  file: string,
  target: BookLocation,
  { onProgress = () => undefined }: { onProgress?: (batches: number) => void } = {},
): Promise<ImportReport> {
  const sealed = await verifyExport(file)
  const imported = await withDatabase(target, (owner) => importInto(owner, file, target.pack, onProgress))
  const book = await openBook(target)
  try {
    const found = await proven(book)
    await checkSeals(book, sealed)
    return { ...imported, ...found }
  } finally {
    await book.close()
  }
}

/** The seals that the new book has at the export's last places are the export's. Errors: journal.broken. */
async function checkSeals(book: OpenBook, sealed: readonly VerifiedJournal[]): Promise<void> {
  for (const { town, position, seal } of sealed) {
    if (position === 0) continue
    const { rows } = await book.keeperPool.query<{ seal: Buffer }>(
      'select seal from shishu.journal where town = $1 and position = $2',
      [town, position],
    )
    if (rows[0]?.seal.toString('hex') === seal) continue
    const detail = '导入后的封印与导出文件不同'
    throw storeError('journal.broken', { town: String(town).slice(0, 12), position, detail })
  }
}

type Imported = Omit<ImportReport, 'journals' | 'check'>

type ExportLine =
  | { type: 'header'; exportedAt: string }
  | { type: 'definitions'; id: string; seq: number; body: DefinitionSet }
  | { type: 'definition-changes'; changes: readonly object[]; ends: readonly object[] }
  | { type: 'org-units'; units: readonly OrgUnit[] }
  | ({ type: 'journal' } & JournalEntry)
  | { type: 'end' }

async function importInto(
  owner: Client,
  file: string,
  pack: Pack,
  onProgress: (batches: number) => void,
): Promise<Imported> {
  // Rows are inserted as the owner; the role that copies for the application may not add to every table.
  markPoliced(owner)
  await owner.query('begin')
  try {
    await claimEmpty(owner)
    await migrate(owner)
    await owner.query("set local shishu.personal = 'on'")
    const imported = await importLines(owner, file, pack, onProgress)
    const { rows } = await owner.query<{ town: string }>('select distinct town from shishu.batch')
    for (const { town } of rows) await townSecret(owner, Number(town))
    const keys = await rebuildKeys(owner, 'all')
    const named = await owner.query<{ files: number }>(
      'select count(distinct sha256)::integer as files from shishu.evidence',
    )
    const { files } = named.rows[0]!
    await owner.query('analyze')
    await owner.query('commit')
    return { ...imported, lost: { ...imported.lost, keys, files } }
  } catch (error) {
    await owner.query('rollback').catch(() => undefined)
    throw error
  }
}

async function importLines(
  owner: Client,
  file: string,
  pack: Pack,
  onProgress: (batches: number) => void,
): Promise<Imported> {
  let exportedAt = ''
  let journal: JournalImport | null = null
  let gathered: JournalEntry[] = []
  let size = 0
  const store = async () => {
    journal ??= await beginJournal(owner, pack)
    await storePlaces(owner, journal, gathered)
    onProgress(journal.batches)
    gathered = []
    size = 0
  }
  for await (const line of exportLines(file)) {
    if (line.type === 'header') exportedAt = line.exportedAt
    else if (line.type === 'definitions') await storeDefinitions(owner, line, exportedAt)
    else if (line.type === 'definition-changes') await storeDefinitionChanges(owner, line)
    else if (line.type === 'org-units') await storeOrgUnits(owner, line.units, exportedAt)
    else if (line.type === 'journal') {
      const { type: _, ...entry } = line
      gathered.push(entry)
      size += 1 + entry.versions.length + entry.postings.length
      if (size >= GATHERED) await store()
    }
  }
  await store()
  const { batches, versions, postings, personalValues } = journal!
  return { exportedAt, batches, versions, postings, lost: { personalValues, keys: [], files: 0 } }
}

async function* exportLines(file: string): AsyncGenerator<ExportLine> {
  const source = createReadStream(file)
  const unzipped = source.pipe(createGunzip())
  // What goes wrong after the last line was read is heard by nobody else, and would end the process.
  unzipped.on('error', () => undefined)
  source.on('error', (error) => unzipped.destroy(error))
  const lines = createInterface({ input: unzipped, crlfDelay: Number.POSITIVE_INFINITY })
  lines.on('error', () => undefined)
  try {
    for await (const text of lines) {
      yield JSON.parse(text) as ExportLine
    }
  } finally {
    source.destroy()
  }
}

async function storeDefinitions(
  owner: Client,
  { id, seq, body }: Extract<ExportLine, { type: 'definitions' }>,
  at: string,
): Promise<void> {
  await owner.query('insert into shishu.definition_set (id, seq, body, installed_at) values ($1, $2, $3, $4)', [
    id,
    seq,
    canonicalJson(body),
    at,
  ])
}

/** What was changed in the book, so that its own definitions are in force in the new one too. */
async function storeDefinitionChanges(
  owner: Client,
  { changes, ends }: Extract<ExportLine, { type: 'definition-changes' }>,
): Promise<void> {
  await owner.query(
    `insert into shishu.definition_change (id, request, place, body, from_day, made_by, reason, made_at)
     select id, request, place, body, from_day, made_by, reason, made_at
       from jsonb_populate_recordset(null::shishu.definition_change, $1)`,
    [JSON.stringify(changes)],
  )
  await owner.query(
    `insert into shishu.definition_change_end (change, outcome, seq, at, by, reason)
     select change, outcome, seq, at, by, reason from jsonb_populate_recordset(null::shishu.definition_change_end, $1)`,
    [JSON.stringify(ends)],
  )
}

async function storeOrgUnits(owner: Client, units: readonly OrgUnit[], at: string): Promise<void> {
  const columns: Column[] = [
    ['code', 'bigint'],
    ['added_at', 'timestamptz'],
    ['name', 'text'],
    ['short_name', 'text'],
    ['since', 'date'],
    ['ends_on', 'date'],
    ['merged_into', 'bigint'],
    ['added_by', 'text'],
  ]
  const rows = units.map(({ code, name, shortName, since, endsOn, mergedInto }) => [
    codeKey(code),
    at,
    name,
    shortName ?? null,
    since ?? null,
    endsOn ?? null,
    mergedInto === undefined ? null : codeKey(mergedInto),
    'shishu',
  ])
  await insertRows(owner, 'shishu.org_unit', columns, rows)
}

/** What the journal's places are stored with, and how much of it there was. */
interface JournalImport {
  ledgers: ReadonlyMap<string, Ledger>
  measures: Map<string, number>
  batches: number
  versions: number
  postings: number
  personalValues: number
}

/** Makes the tables and measures that the definitions ask for. Errors: definition.retyped. */
async function beginJournal(owner: Client, pack: Pack): Promise<JournalImport> {
  const ledgers = new Map((await ledgersEver(owner)).map((ledger) => [ledger.id, ledger]))
  for (const ledger of ledgers.values()) await ensureLedgerTable(owner, ledger)
  const measures = new Map<string, number>()
  await addMeasures(owner, measures, [...definitionsOfStored(pack).measures.keys()].sort())
  return { ledgers, measures, batches: 0, versions: 0, postings: 0, personalValues: 0 }
}

async function addMeasures(owner: Client, measures: Map<string, number>, keys: readonly string[]): Promise<void> {
  const rows = keys.map((key, index): Cell[] => [measures.size + index + 1, key, key.split('.')[0]!])
  const columns: Column[] = [
    ['id', 'integer'],
    ['key', 'text'],
    ['ledger', 'text'],
  ]
  await insertRows(owner, 'shishu.measure', columns, rows)
  for (const [id, key] of rows) measures.set(String(key), Number(id))
}

const BATCH_COLUMNS: readonly Column[] = [
  ['town', 'bigint'],
  ['id', 'uuid'],
  ['request', 'text'],
  ['kind', 'text'],
  ['definitions', 'text'],
  ['booked_at', 'timestamptz'],
  ['booked_by', 'text'],
  ['reason', 'text'],
  ['record', 'text'],
  ['version_count', 'integer'],
  ['posting_count', 'integer'],
  ['digest', 'bytea'],
]

async function storePlaces(owner: Client, journal: JournalImport, places: readonly JournalEntry[]): Promise<void> {
  await insertRows(owner, 'shishu.batch', BATCH_COLUMNS, places.map(batchCells))
  await insertRows(owner, 'shishu.journal', JOURNAL_COLUMNS, places.map(placeCells))
  // Measures that later definitions dropped: what was posted to them stays readable.
  const dropped = new Set(places.flatMap(({ postings }) => postings.map(({ measure }) => measure)))
  await addMeasures(
    owner,
    journal.measures,
    [...dropped].filter((key) => !journal.measures.has(key)),
  )
  const postings = places.flatMap(({ head, postings }) =>
    postings.map((one): Cell[] => [
      head.town,
      one.orgUnit,
      one.amount,
      head.id,
      one.entry,
      one.version,
      journal.measures.get(one.measure)!,
      one.day,
    ]),
  )
  await insertRows(owner, 'shishu.posting', POSTING_COLUMNS, postings)
  await storeVersions(owner, journal, places)
  journal.batches += places.length
  journal.postings += postings.length
}

function batchCells({ head, versions, postings }: JournalEntry): Cell[] {
  const digest = batchDigest(head, versions.map(versionLine), postings.map(postingLine))
  return [
    head.town,
    head.id,
    head.request,
    head.kind,
    head.definitions,
    head.bookedAt,
    head.bookedBy,
    head.reason,
    head.record,
    versions.length,
    postings.length,
    `\\x${digest.toString('hex')}`,
  ]
}

function placeCells({ head, position, sealedAt, seal }: JournalEntry): Cell[] {
  return [head.town, position, head.id, chapterOf(sealedAt), sealedAt, `\\x${seal}`]
}

async function storeVersions(owner: Client, journal: JournalImport, places: readonly JournalEntry[]): Promise<void> {
  const rows = new Map<Ledger, Cell[][]>()
  for (const { head, versions } of places) {
    for (const version of versions) {
      const ledger = journal.ledgers.get(version.ledger)!
      const list = rows.get(ledger) ?? []
      list.push(versionCells(ledger, head.town, head.id, version))
      rows.set(ledger, list)
      journal.personalValues += referencesIn(ledger, version.values).length
    }
    await storeEvidence(owner, head.town, head.id, versions)
    journal.versions += versions.length
  }
  for (const [ledger, list] of rows) await insertRows(owner, ledgerTable(ledger.id), versionColumns(ledger), list)
}
