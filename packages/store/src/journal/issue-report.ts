import { createHash } from 'node:crypto'
import {
  canonicalJson,
  codeKey,
  definitionsOf,
  type Pack,
  parsePeriod,
  type RenderedReport,
  type Report,
  townshipOf,
} from '@shishu/kernel'
import { uuidv7 } from 'uuidv7'
import type { Book } from '../book/book.ts'
import { storeBatch } from '../entry/write-batch.ts'
import { fillReport } from '../figure/figures.ts'
import { townsOf } from '../figure/reading-scope.ts'
import { inSnapshot } from '../sql/snapshot.ts'
import { inTransaction } from '../sql/transaction.ts'
import { storeError } from '../store-errors.ts'
import { sealJournal } from './seal.ts'

/** An issued report (签发): fixed at a moment, under the definitions then in force, with what each slot said. */
export interface IssuedReport {
  id: string
  report: string
  orgUnit: string
  period: string
  /** Instant of issue, ISO 8601; the report says how the book stood then. */
  asOf: string
  definitions: string
  /** Seal of the journal at that moment, hex; above a town, sha256 of its towns' seals in the order of their codes. */
  seal: string
  slots: readonly { slot: number; text: string; value: number | null }[]
  by: string
}

/**
 * Issues a report: seals the journal first, fills the report as of that moment, and books the issue.
 * Errors  org-unit.unknown; engine.*.
 */
export async function issueReport(
  book: Book,
  request: { report: Report; orgUnit: string; period: string; by: string },
): Promise<IssuedReport> {
  const { report, orgUnit, by } = request
  const town = codeKey(townshipOf(orgUnit) ?? orgUnit)
  const { asOf, seal } = await momentOfIssue(book, townsOf(book.orgTree, orgUnit))
  const filled = await fillReport(book, report, { orgUnit, period: parsePeriod(request.period), asOf })
  const issued: IssuedReport = {
    id: uuidv7(),
    report: report.id,
    orgUnit,
    period: request.period,
    asOf,
    definitions: book.definitionsId,
    seal,
    slots: slotsOf(filled),
    by,
  }
  await inTransaction(book.pool, (client) =>
    storeBatch(client, book, {
      head: { town, id: uuidv7(), request: `issue ${issued.id}`, by, reason: null },
      kind: 'issue',
      record: canonicalJson(issued),
      versionLines: [],
      postings: [],
    }),
  )
  await sealJournal(book, town)
  return issued
}

/** Seals the towns' journals: the moment as of which they are read, and the seal that stands for them. */
async function momentOfIssue(book: Book, towns: readonly number[]): Promise<{ asOf: string; seal: string }> {
  const seals: Buffer[] = []
  const moments: string[] = []
  for (const town of towns) {
    const { position, seal } = await sealJournal(book, town)
    seals.push(seal)
    moments.push(await sealedAt(book, town, position))
  }
  if (seals.length === 1) return { asOf: moments[0]!, seal: seals[0]!.toString('hex') }
  const all = createHash('sha256').update(Buffer.concat(seals)).digest('hex')
  return { asOf: [book.clock().toISOString(), ...moments].sort().at(-1)!, seal: all }
}

/** What an issued report said. Errors: issue.unknown. */
export async function readIssued(book: Book, id: string): Promise<IssuedReport> {
  const { rows } = await book.pool.query<{ record: string }>(
    "select record from shishu.batch where kind = 'issue' and request = $1",
    [`issue ${id}`],
  )
  if (rows[0] === undefined) throw storeError('issue.unknown', { id })
  return JSON.parse(rows[0].record) as IssuedReport
}

/** An issued report computed again: as of its moment, with the definitions that it was issued under. */
export async function recomputeIssued(book: Book, issued: IssuedReport): Promise<IssuedReport['slots']> {
  const { rows } = await book.pool.query<{ body: Pack }>('select body from shishu.definition_set where id = $1', [
    issued.definitions,
  ])
  const definitions = definitionsOf(rows[0]!.body)
  const then: Book = { ...book, definitions, definitionsId: issued.definitions }
  const { orgUnit, asOf } = issued
  const period = parsePeriod(issued.period)
  return slotsOf(await fillReport(then, definitions.report(issued.report), { orgUnit, period, asOf }))
}

function slotsOf(filled: RenderedReport): IssuedReport['slots'] {
  return filled.slots.map(({ slot, text, figure }) => ({ slot, text, value: figure?.value ?? null }))
}

async function sealedAt(book: Book, town: number, position: number): Promise<string> {
  return inSnapshot(book.pool, async (client) => {
    const { rows } = await client.query<{ sealed_at: Date }>(
      'select sealed_at from shishu.journal where town = $1 and position = $2',
      [town, position],
    )
    return (rows[0]?.sealed_at ?? book.clock()).toISOString()
  })
}
