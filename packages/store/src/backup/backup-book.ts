import { createWriteStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createZstdCompress } from 'node:zlib'
import type { Client } from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { refusal } from '../sql/refusal.ts'
import { ArchiveWriter } from './archive.ts'
import { backupError } from './backup-errors.ts'
import type { BackupKey } from './backup-key.ts'
import { filesIn, readEvidenceFile } from './evidence-files.ts'
import { newSealing, sealed } from './sealed-file.ts'
import { schemaShapes, type TableShape, tableShapes } from './table-shape.ts'

/** How far a backup or a restore is. */
export interface BackupProgress {
  /** The table or file it is at. */
  name: string
  /** Tables and files done. */
  done: number
  /** Tables and files in all, as far as is known. */
  of: number
}

export interface BackupOptions {
  /** Encrypts the file. Without it whoever has the file can read it, personal values included. */
  key?: BackupKey
  /** The folder of evidence files. */
  filesDir?: string
  onProgress?: (progress: BackupProgress) => void
  /** Gives the backup up and ends the connection; no file of its name is left. */
  signal?: AbortSignal
}

/** What a backup holds. */
export interface BackupReport {
  /** Instant of the snapshot, ISO 8601. */
  takenAt: string
  tables: number
  rows: number
  files: number
}

/**
 * Backs the whole book up into one file, of one moment, while it is in use: every table of every schema of ours, found in
 * the catalogue, and the evidence files. Memory does not grow with the book.
 *
 * A file that is not complete never has the name asked for.
 * @param owner  under a role that row-level security hides nothing from; `OpenBook.asOwner` gives one. Nothing else may
 *               use it meanwhile
 * Errors  backup.no-book, backup.rights-needed, backup.key-malformed, engine.*; AbortError.
 */
export async function backupBook(owner: Client, file: string, options: BackupOptions = {}): Promise<BackupReport> {
  const sealing = await newSealing(options.key)
  const partial = `${file}.part`
  const report: BackupReport = { takenAt: '', tables: 0, rows: 0, files: 0 }
  // What waits for an answer of the database would hold up the end.
  const hangUp = () => void owner.end().catch(() => undefined)
  options.signal?.addEventListener('abort', hangUp, { once: true })
  try {
    await pipeline(
      Readable.from(archive(owner, options, report), { objectMode: false }),
      createZstdCompress(),
      (compressed: AsyncIterable<Buffer>) => sealed(sealing, compressed),
      createWriteStream(partial, { flush: true, mode: 0o600 }),
      ...(options.signal === undefined ? [] : [{ signal: options.signal }]),
    )
    await rename(partial, file)
    await syncFolder(dirname(file))
    return report
  } catch (error) {
    await rm(partial, { force: true })
    throw refusal(error)
  } finally {
    options.signal?.removeEventListener('abort', hangUp)
  }
}

/** A name is safe once its folder is written down. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function* archive(owner: Client, options: BackupOptions, report: BackupReport): AsyncGenerator<Buffer> {
  const { onProgress = () => undefined } = options
  await begin(owner)
  const { migration, takenAt } = await bookIn(owner)
  const tables = await tableShapes(owner)
  await checkRights(owner)
  report.takenAt = takenAt
  report.tables = tables.length
  const writer = new ArchiveWriter()
  yield writer.header({ type: 'header', migration, takenAt, schemas: await schemaShapes(owner), tables })
  for (const [done, table] of tables.entries()) {
    onProgress({ name: table.name, done, of: tables.length })
    yield* copyOf(owner, writer, table, report)
  }
  await owner.query('commit')
  if (options.filesDir !== undefined) {
    // Files only ever arrive: those that the snapshot names are all there, perhaps with some that came later.
    for await (const name of filesIn(options.filesDir)) {
      onProgress({ name, done: tables.length + report.files, of: tables.length })
      yield* writer.section('file', name, readEvidenceFile(options.filesDir, name), () => 0)
      report.files += 1
    }
  }
  yield writer.manifest()
}

async function begin(owner: Client): Promise<void> {
  await owner.query(`
    begin isolation level repeatable read read only;
    set local search_path = pg_catalog;
    set local timezone = 'UTC'; set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres';
    set local client_encoding = 'UTF8'; set local extra_float_digits = 1;
    set local statement_timeout = 0; set local lock_timeout = 0; set local idle_in_transaction_session_timeout = 0;
    -- Rows come in the order they lie in: block-range indexes rest on it.
    set local synchronize_seqscans = off; set local max_parallel_workers_per_gather = 0;
    -- Rows that a policy would hide are an error, never missing.
    set local row_security = off`)
}

async function bookIn(owner: Client): Promise<{ migration: number; takenAt: string }> {
  const ready = await owner.query<{ ready: boolean }>("select to_regclass('shishu.migration') is not null as ready")
  if (!ready.rows[0]!.ready) throw backupError('backup.no-book', { detail: 'shishu.migration' })
  const { rows } = await owner.query<{ migration: number | null; at: Date }>(
    'select max(number) as migration, clock_timestamp() as at from shishu.migration',
  )
  const [{ migration, at }] = rows as [{ migration: number | null; at: Date }]
  if (migration === null) throw backupError('backup.no-book', { detail: 'shishu.migration' })
  return { migration, takenAt: at.toISOString() }
}

/** Refuses before any work where row-level security hides rows. Errors: backup.rights-needed. */
async function checkRights(owner: Client): Promise<void> {
  const { rows } = await owner.query<{ role: string; name: string }>(
    `select current_user::text as role, c.oid::regclass::text as name
       from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
      where n.nspname like 'shishu%' and c.relkind in ('r', 'p') and row_security_active(c.oid)
      order by name`,
  )
  if (rows.length === 0) return
  throw backupError('backup.rights-needed', { role: rows[0]!.role, tables: rows.map(({ name }) => name) })
}

async function* copyOf(
  owner: Client,
  writer: ArchiveWriter,
  table: TableShape,
  report: BackupReport,
): AsyncGenerator<Buffer> {
  const copy = owner.query(copyTo(`copy (select ${copiedColumns(table)} from ${table.name}) to stdout`))
  // Whoever reads along is told; when a backup was given up nobody does, and unheard it would end this process.
  copy.on('error', () => undefined)
  yield* writer.section('table', table.name, copy, async () => {
    await owner.query('select') // the number of rows is known once the next statement has been answered
    report.rows += copy.rowCount
    return copy.rowCount
  })
}

/** The columns that a copy of a table holds, in order; what the database computes itself is not in it. */
export function copiedColumns({ columns }: Pick<TableShape, 'columns'>): string {
  return columns.flatMap(({ name, generated }) => (generated ? [] : [`"${name.replaceAll('"', '""')}"`])).join(', ')
}
