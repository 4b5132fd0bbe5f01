import { once } from 'node:events'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createZstdDecompress } from 'node:zlib'
import type { Client } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { type BookCheck, checkBook } from '../book/check-book.ts'
import { type BookLocation, type OpenBook, openBook, withDatabase } from '../book/open-book.ts'
import { foldCells } from '../cell/fold.ts'
import { townsInBook } from '../journal/read-journal.ts'
import { verifyBook } from '../journal/verify-book.ts'
import type { VerifiedJournal } from '../journal/verify-seals.ts'
import { knownMigration, migrate } from '../schema/migrate.ts'
import { inSnapshot } from '../sql/transaction.ts'
import { storeError } from '../store-errors.ts'
import { type ArchiveHeader, readArchive } from './archive.ts'
import { type BackupProgress, copiedColumns } from './backup-book.ts'
import { backupError } from './backup-errors.ts'
import type { BackupKey } from './backup-key.ts'
import { type Cut, cutAtMoment } from './cut-at-moment.ts'
import { claimEmpty } from './empty-target.ts'
import { isSafeName, writeEvidenceFile } from './evidence-files.ts'
import { makeReferences, makeTables } from './make-table.ts'
import { unsealed } from './sealed-file.ts'
import { schemaShapes, type TableShape, tableShapes } from './table-shape.ts'

export interface RestoreOptions {
  key?: BackupKey
  /** An instant (ISO 8601): the book as it stood then, that is with what had been sealed by then, and nothing else. */
  until?: string
  /** The folder that evidence files go to; without it they are left in the backup. */
  filesDir?: string
  onProgress?: (progress: BackupProgress) => void
}

/** What was restored, and whether it agrees with itself. */
export interface RestoreReport {
  /** Instant of the backup's snapshot, ISO 8601. */
  takenAt: string
  tables: number
  rows: number
  files: number
  /** Schemas that a part of the program makes for itself, such as the list of waiting jobs: it begins with an empty one. */
  left: readonly string[]
  /** What lay after the moment asked for; null where the whole backup was restored. */
  cut: Cut | null
  journals: readonly VerifiedJournal[]
  check: BookCheck
}

/**
 * Restores a backup into an empty database, in one transaction: all of it or nothing. Then the book is opened, which
 * brings it up to this program's schema and definitions, every seal is recomputed and the whole book recounted.
 *
 * Personal values that were erased after the backup was taken are there again: erase them anew.
 * Errors  backup.*, book.newer, book.in-use, journal.broken, engine.*.
 */
export async function restoreBook(
  file: string,
  target: BookLocation,
  options: RestoreOptions = {},
): Promise<RestoreReport> {
  const restored = await withDatabase(target, (owner) => restoreInto(owner, file, options))
  const book = await openBook(target)
  try {
    return { ...restored, ...(await proven(book)) }
  } finally {
    await book.close()
  }
}

/** Folds what a new book holds, recomputes its seals and recounts it. Errors: journal.broken. */
export async function proven(book: OpenBook): Promise<{ journals: VerifiedJournal[]; check: BookCheck }> {
  const journals = await verifyBook(book)
  for (const town of await inSnapshot(book.pool, townsInBook)) await foldCells(book, town)
  return { journals, check: await checkBook(book) }
}

type Restored = Omit<RestoreReport, 'journals' | 'check'>

async function restoreInto(owner: Client, file: string, options: RestoreOptions): Promise<Restored> {
  const { onProgress = () => undefined, until, filesDir } = options
  const restored: Restored = { takenAt: '', tables: 0, rows: 0, files: 0, left: [], cut: null }
  let tables: readonly TableShape[] = []
  let made: Made = { tables: [], left: [] }
  let done = 0
  const receive = (source: AsyncIterable<Buffer>) =>
    readArchive(source, file, {
      async header(header) {
        if (until !== undefined && until > header.takenAt) {
          throw backupError('backup.until-later', { until, takenAt: header.takenAt })
        }
        made = await makeSchema(owner, header)
        tables = header.tables.filter(({ schema }) => !made.left.includes(schema))
        Object.assign(restored, { takenAt: header.takenAt, tables: tables.length, left: made.left })
      },
      async section(kind, name, content) {
        onProgress({ name, done, of: Math.max(tables.length, done + 1) })
        done += 1
        if (kind === 'table') {
          const table = tables.find((one) => one.name === name)
          if (table === undefined) return countRows(content)
          const rows = await copyInto(owner, table, content)
          restored.rows += rows
          return rows
        }
        if (!isSafeName(name)) throw backupError('backup.damaged', { file, detail: name })
        if (filesDir === undefined) await drained(content)
        else await writeEvidenceFile(filesDir, name, content)
        restored.files += 1
        return 0
      },
    })
  await owner.query('begin')
  try {
    await claimEmpty(owner)
    await pipeline(Readable.from(unsealed(file, options.key)), createZstdDecompress(), receive)
    await makeReferences(owner, made.tables)
    for (const table of tables) await setSequences(owner, table)
    if (until !== undefined) restored.cut = await cutAtMoment(owner, until)
    await endSchema(owner, tables)
    await owner.query('commit')
    return restored
  } catch (error) {
    // Where the connection broke, nothing of it was committed either.
    await owner.query('rollback').catch(() => undefined)
    throw error
  }
}

/** What was made that no migration makes, and the schemas left to whoever makes them. */
interface Made {
  tables: readonly TableShape[]
  left: readonly string[]
}

/** Makes the schema that the backup was taken from, empty. Errors: book.newer, backup.table-differs. */
async function makeSchema(owner: Client, header: ArchiveHeader): Promise<Made> {
  const known = await knownMigration()
  if (header.migration > known) throw storeError('book.newer', { found: header.migration, known })
  await migrate(owner, header.migration)
  await owner.query('set local search_path = pg_catalog')
  const migrated = new Set((await schemaShapes(owner)).map(({ name }) => name))
  const left = header.schemas.flatMap(({ name, elaborate }) => (elaborate && !migrated.has(name) ? [name] : []))
  const made = await makeTables(
    owner,
    header.schemas.filter(({ name }) => !left.includes(name)),
    header.tables.filter(({ schema }) => !left.includes(schema)),
    await tableShapes(owner),
  )
  const present = await tableShapes(owner)
  // Rows that migrations put in are in the backup too.
  await owner.query(`truncate ${present.map(({ name }) => name).join(', ')}`)
  // A role that row-level security holds for may not copy into its own tables.
  for (const { name, rowSecurityForced } of present) {
    if (rowSecurityForced) await owner.query(`alter table ${name} no force row level security`)
  }
  await owner.query(
    "set local datestyle = 'ISO, YMD'; set local client_encoding = 'UTF8'; set local row_security = off",
  )
  return { tables: made, left }
}

async function endSchema(owner: Client, tables: readonly TableShape[]): Promise<void> {
  for (const { name, rowSecurityForced } of tables) {
    if (rowSecurityForced) await owner.query(`alter table ${name} force row level security`)
  }
  await owner.query(`analyze ${tables.map(({ name }) => name).join(', ')}`)
}

async function setSequences(owner: Client, { name, sequences }: TableShape): Promise<void> {
  for (const { column, last } of sequences) {
    await owner.query('select setval(pg_get_serial_sequence($1, $2)::regclass, $3::bigint)', [name, column, last])
  }
}

async function copyInto(owner: Client, table: TableShape, content: AsyncIterable<Buffer>): Promise<number> {
  const stream = owner.query(copyFrom(`copy ${table.name} (${copiedColumns(table)}) from stdin`))
  // The stream fails when the database refuses a row, and again when its connection breaks; unheard, that would end the
  // process.
  const finished = once(stream, 'finish')
  finished.catch(() => undefined)
  stream.on('error', () => undefined)
  try {
    for await (const chunk of content) {
      if (!stream.write(chunk)) await Promise.race([once(stream, 'drain'), finished])
    }
  } catch (error) {
    stream.destroy() // ends the copy as failed, so that the connection can roll back
    throw error
  }
  stream.end()
  await finished
  return stream.rowCount
}

/** Rows of a table that is left out: each ends in a line feed, and none holds one. */
async function countRows(content: AsyncIterable<Buffer>): Promise<number> {
  let rows = 0
  for await (const chunk of content) {
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) rows += 1
  }
  return rows
}

async function drained(content: AsyncIterable<Buffer>): Promise<void> {
  for await (const _ of content) {
    // read to be checked, and left
  }
}
