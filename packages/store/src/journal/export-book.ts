import { createReadStream, createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import type { Book } from '../book/book.ts'
import { type DefinitionSet, definitionSetId } from '../definitions/definition-set.ts'
import { refusal } from '../sql/refusal.ts'
import { inSnapshot } from '../sql/transaction.ts'
import { storeError } from '../store-errors.ts'
import { type JournalEntry, readJournal, townsInBook } from './read-journal.ts'
import { sealJournal } from './seal.ts'
import { unverified, type VerifiedJournal, verifyNext } from './verify-seals.ts'

/** The form of an export: a header line, the definition sets, what was changed in the book, the org units, then each town's journal, a line a place, an end. */
const FORMAT = 'shishu-export-1'

/**
 * Writes the whole book to one file of JSON lines, compressed: all that the seals cover, and the definitions and places
 * that it is read with. Personal values are not in it.
 * A file that is not complete never has the name asked for.
 */
export async function exportBook(book: Book, file: string): Promise<void> {
  const towns = await inSnapshot(book.pool, townsInBook)
  for (const town of towns) await sealJournal(book, town)
  const partial = `${file}.part`
  try {
    await inSnapshot(book.pool, async (client) => {
      async function* lines() {
        yield line({ type: 'header', format: FORMAT, towns, exportedAt: book.clock().toISOString() })
        const sets = await client.query('select id, seq, body from shishu.definition_set order by seq')
        for (const { id, seq, body } of sets.rows) yield line({ type: 'definitions', id, seq, body })
        const changes = await client.query(
          'select id, request, place, body, from_day::text, made_by, reason, made_at from shishu.definition_change order by made_at, id',
        )
        const ends = await client.query(
          'select change, outcome, seq, at, by, reason from shishu.definition_change_end order by seq nulls last, change',
        )
        yield line({ type: 'definition-changes', changes: changes.rows, ends: ends.rows })
        yield line({ type: 'org-units', units: book.orgTree.all })
        for (const town of towns) {
          for await (const page of readJournal(client, town)) {
            for (const entry of page) yield line({ type: 'journal', ...entry })
          }
        }
        yield line({ type: 'end' })
      }
      await pipeline(Readable.from(lines()), createGzip(), createWriteStream(partial))
    })
    await rename(partial, file)
  } catch (error) {
    await rm(partial, { force: true })
    throw refusal(error)
  }
}

const line = (value: unknown) => `${JSON.stringify(value)}\n`

/**
 * Recomputes the seals of an export, with no database. Places cut off the end leave no trace in the file itself: compare
 * the seals returned with one that was printed or kept elsewhere.
 * Errors  journal.broken; export.malformed: not an export, cut off, or changed beyond reading.
 */
export async function verifyExport(file: string): Promise<VerifiedJournal[]> {
  const reached = new Map<number, VerifiedJournal>()
  let number = 0
  let ended = false
  const malformed = (detail: string) => storeError('export.malformed', { file, line: number, detail })
  const source = createReadStream(file)
  try {
    const unzipped = source.pipe(createGunzip())
    // What goes wrong after the last line was read is heard by nobody else, and would end the process.
    unzipped.on('error', () => undefined)
    source.on('error', (error) => unzipped.destroy(error))
    const lines = createInterface({ input: unzipped, crlfDelay: Number.POSITIVE_INFINITY })
    lines.on('error', () => undefined)
    for await (const text of lines) {
      number += 1
      const value = parsed(text, malformed)
      if (number === 1) {
        if (value.type !== 'header' || value.format !== FORMAT) throw malformed(`不是实数的导出文件（${FORMAT}）`)
        for (const town of value.towns as number[]) reached.set(town, unverified(town))
      } else if (value.type === 'journal') {
        const next = value as unknown as JournalEntry
        const before = reached.get(next.head.town)
        if (before === undefined) throw malformed('文件头没有列出这个乡镇')
        reached.set(next.head.town, verifyNext(before, next))
      } else if (value.type === 'definitions') {
        // A definition set is named by its own text, and batches name it: it cannot be another.
        const { id, body } = value as { id: string; body: DefinitionSet }
        if (definitionSetId(body) !== id) throw malformed(`定义 ${id} 被改动过`)
      } else if (value.type === 'end') ended = true
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && /^(Z_|ERR_ZLIB|ENOENT|EISDIR|EACCES)/.test(String(error.code))) {
      throw malformed(error.message)
    }
    throw error
  } finally {
    source.destroy()
  }
  if (!ended) throw malformed('文件不完整')
  return [...reached.values()]
}

function parsed(text: string, malformed: (detail: string) => Error): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    throw malformed('不是 JSON')
  }
}
