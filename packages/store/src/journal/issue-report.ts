import {
  canonicalJson,
  codeKey,
  definitionsOf,
  parsePeriod,
  type RenderedReport,
  type Report,
  reportPeriod,
  townshipOf,
} from '@shishu/kernel'
import { uuidv7 } from 'uuidv7'
import type { Book } from '../book/book.ts'
import type { DefinitionSet } from '../definitions/definition-set.ts'
import { storeBatch } from '../entry/write-batch.ts'
import { fillReport } from '../figure/figures.ts'
import { type SealedMoment, townsOf } from '../figure/reading-scope.ts'
import { inTransaction } from '../sql/transaction.ts'
import { storeError } from '../store-errors.ts'
import { sealJournal, sealMoment } from './seal.ts'

/** An issued report (签发): fixed at a moment, under the definitions then in force, with what each slot said. */
export interface IssuedReport {
  id: string
  report: string
  orgUnit: string
  period: string
  /** The report says how the book stood then. */
  moment: SealedMoment
  definitions: string
  /** Seal of the journal at that moment, hex; above a town, sha256 of its towns' seals in the order of their codes. */
  seal: string
  slots: readonly { slot: number; text: string; value: number | null }[]
  by: string
}

/**
 * Issues a report: seals the journals first, fills the report as of that moment, and books the issue.
 * Errors  org-unit.unknown; report.period-kind; engine.*.
 */
export async function issueReport(
  book: Book,
  request: { report: Report; orgUnit: string; period: string; by: string },
): Promise<IssuedReport> {
  const { report, orgUnit, by } = request
  const period = reportPeriod(report, request.period)
  const { moment, seal } = await sealMoment(book, townsOf(book.orgTree, orgUnit))
  const filled = await fillReport(book, report, { orgUnit, period, asOf: moment })
  const issued: IssuedReport = {
    id: uuidv7(),
    report: report.id,
    orgUnit,
    period: period.id,
    moment,
    definitions: book.definitionsId,
    seal,
    slots: slotsOf(filled),
    by,
  }
  const town = codeKey(townshipOf(orgUnit) ?? orgUnit)
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

/** What an issued report said. Errors: issue.unknown. */
export async function readIssued(book: Book, id: string): Promise<IssuedReport> {
  const { rows } = await book.pool.query<{ record: string }>(
    "select record from shishu.batch where kind = 'issue' and request = $1",
    [`issue ${id}`],
  )
  if (rows[0] === undefined) throw storeError('issue.unknown', { id })
  return JSON.parse(rows[0].record) as IssuedReport
}

/** The reports issued for an org unit, the latest first. */
export async function listIssued(book: Book, orgUnit: string): Promise<IssuedReport[]> {
  const { rows } = await book.pool.query<{ record: string }>(
    "select record from shishu.batch where town = $1 and kind = 'issue' order by booked_at desc, id desc limit 200",
    [codeKey(townshipOf(orgUnit) ?? orgUnit)],
  )
  return rows.map(({ record }) => JSON.parse(record) as IssuedReport).filter((issued) => issued.orgUnit === orgUnit)
}

/** An issued report computed again: as of its moment, with the definitions that it was issued under. */
export async function recomputeIssued(book: Book, issued: IssuedReport): Promise<IssuedReport['slots']> {
  const { rows } = await book.pool.query<{ body: DefinitionSet }>(
    'select body from shishu.definition_set where id = $1',
    [issued.definitions],
  )
  const definitions = definitionsOf(rows[0]!.body.pack)
  const then: Book = { ...book, definitions, definitionsId: issued.definitions }
  const { orgUnit, moment: asOf } = issued
  const period = parsePeriod(issued.period)
  return slotsOf(await fillReport(then, definitions.report(issued.report), { orgUnit, period, asOf }))
}

function slotsOf(filled: RenderedReport): IssuedReport['slots'] {
  return filled.slots.map(({ slot, text, figure }) => ({ slot, text, value: figure?.value ?? null }))
}
