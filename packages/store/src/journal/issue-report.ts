import {
  canonicalJson,
  codeKey,
  definitionsOfStored,
  parsePeriod,
  type RenderedReport,
  type Report,
  type ReportBlock,
  reportPeriod,
  townshipOf,
} from '@shishu/kernel'
import type { PoolClient } from 'pg'
import { uuidv7 } from 'uuidv7'
import type { Book } from '../book/book.ts'
import type { DefinitionSet } from '../definitions/definition-set.ts'
import { draftError } from '../draft/draft-errors.ts'
import { type DraftKey, lockDraft } from '../draft/draft-key.ts'
import {
  type BlockRevisions,
  blocksAt,
  readBlocks,
  readMarks,
  revisionsOf,
  sameRevisions,
} from '../draft/read-draft.ts'
import { isEntryId } from '../entry/entry-id.ts'
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
  /** What people wrote: each part's revision with its text, and how many marks of sign-off the draft had. Absent in old issues. */
  draft?: { marks: number; blocks: readonly { block: ReportBlock; revision: number; text: string }[] }
  by: string
}

/** What is asked to be issued. */
export interface IssueRequest {
  report: Report
  orgUnit: string
  period: string
  by: string
  /** Made by the asker: sent twice, it issues once. Absent: this is asked once only. */
  request?: string
  /** The draft as whoever issues saw it: only that is issued. Absent: whatever is written by now. */
  seen?: { marks: number; revisions: BlockRevisions }
}

/**
 * Issues a report: seals the journals first, fills the report as of that moment, and books the issue with the texts that
 * people wrote, which the journal then seals too.
 * @returns what was issued; where the request had issued already, what it issued then
 * Errors  org-unit.unknown; report.period-kind; book.definitions-changed; book.rebooking; draft.moved;
 *         engine.*.
 */
export async function issueReport(book: Book, asked: IssueRequest): Promise<IssuedReport> {
  const { report, orgUnit, by } = asked
  const period = reportPeriod(report, asked.period)
  const town = codeKey(townshipOf(orgUnit) ?? orgUnit)
  const id = uuidv7()
  const request = `issue ${asked.request ?? id}`
  const earlier = await findIssued(book, town, request)
  if (earlier !== null) return earlier
  await checkCounted(book)
  const { moment, seal } = await sealMoment(book, townsOf(book.orgTree, orgUnit))
  // New counting rules that came in between may lie before the moment in part.
  await checkCounted(book)
  const filled = await fillReport(book, report, { orgUnit, period, asOf: moment })
  const said: Omit<IssuedReport, 'draft'> = {
    id,
    report: report.id,
    orgUnit,
    period: period.id,
    moment,
    definitions: book.definitionsId,
    seal,
    slots: slotsOf(filled),
    by,
  }
  let issued: IssuedReport
  try {
    issued = await inTransaction(book.pool, async (client) => {
      const draft = await draftToIssue(client, { report: report.id, orgUnit, period: period.id }, asked.seen)
      const record: IssuedReport = { ...said, draft }
      await storeBatch(client, book, {
        head: { town, id, request, by, reason: null },
        kind: 'issue',
        record: canonicalJson(record),
        versionLines: [],
        postings: [],
      })
      return record
    })
  } catch (error) {
    // The same request may have come twice at once.
    const first = (error as { code?: unknown }).code === '23505' ? await findIssued(book, town, request) : null
    if (first === null) throw error
    return first
  }
  await sealJournal(book, town)
  return issued
}

/** Nothing is issued while some entries are counted by the new rules and some still by the old. */
async function checkCounted({ keeperPool, definitionsId }: Book): Promise<void> {
  const { rows } = await keeperPool.query<{ id: string; rebooking: boolean }>(
    `select (select id from shishu.definition_set order by seq desc limit 1) as id,
            exists (select from shishu.rebooking) as rebooking`,
  )
  if (rows[0]?.id !== definitionsId) throw storeError('book.definitions-changed', {})
  if (rows[0].rebooking) throw storeError('book.rebooking', {})
}

async function findIssued(book: Book, town: number, request: string): Promise<IssuedReport | null> {
  const { rows } = await book.pool.query<{ record: string }>(
    'select record from shishu.batch where town = $1 and request = $2',
    [town, request],
  )
  return rows[0] === undefined ? null : (JSON.parse(rows[0].record) as IssuedReport)
}

/** What an issued report said. Errors: issue.unknown. */
export async function readIssued(book: Book, id: string): Promise<IssuedReport> {
  const { rows } = await book.pool.query<{ record: string }>(
    // An issue is known by its batch; those of before it was, by the number in their request.
    "select record from shishu.batch where kind = 'issue' and (id = $1::uuid or request = 'issue ' || $1::text)",
    [isEntryId(id) ? id : NO_ISSUE],
  )
  if (rows[0] === undefined) throw storeError('issue.unknown', { id })
  return JSON.parse(rows[0].record) as IssuedReport
}

const NO_ISSUE = '00000000-0000-0000-0000-000000000000'

/** The reports issued for an org unit, the latest first. */
export async function listIssued(book: Book, orgUnit: string): Promise<IssuedReport[]> {
  const { rows } = await book.pool.query<{ record: string }>(
    `select record from shishu.batch where town = $1 and kind = 'issue' and record::jsonb ->> 'orgUnit' = $2
      order by booked_at desc, id desc limit 200`,
    [codeKey(townshipOf(orgUnit) ?? orgUnit), orgUnit],
  )
  return rows.map(({ record }) => JSON.parse(record) as IssuedReport)
}

/** The book under the definitions that a report was issued under. */
export async function bookOfIssue(book: Book, issued: Pick<IssuedReport, 'definitions'>): Promise<Book> {
  const { rows } = await book.pool.query<{ body: DefinitionSet }>(
    'select body from shishu.definition_set where id = $1',
    [issued.definitions],
  )
  return { ...book, definitions: definitionsOfStored(rows[0]!.body.pack), definitionsId: issued.definitions }
}

/** An issued report computed again: as of its moment, with the definitions that it was issued under. */
export async function recomputeIssued(book: Book, issued: IssuedReport): Promise<IssuedReport['slots']> {
  const then = await bookOfIssue(book, issued)
  const { orgUnit, moment: asOf } = issued
  const period = parsePeriod(issued.period)
  return slotsOf(await fillReport(then, then.definitions.report(issued.report), { orgUnit, period, asOf }))
}

/** A slot that reads otherwise than it was issued. */
export interface DifferingSlot {
  slot: number
  was: string
  is: string
}

/** Where an issue's slots, computed anew, are not what it said: text or value; one that is missing reads —. */
export function differingSlots({ slots }: Pick<IssuedReport, 'slots'>, again: IssuedReport['slots']): DifferingSlot[] {
  const before = bySlot(slots)
  const after = bySlot(again)
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((slot) => {
    const [was, is] = [before.get(slot), after.get(slot)]
    const same = was?.text === is?.text && was?.value === is?.value
    return same ? [] : [{ slot, was: was?.text ?? '—', is: is?.text ?? '—' }]
  })
}

const bySlot = (slots: IssuedReport['slots']) => new Map(slots.map((one) => [one.slot, one]))

/** The texts that an issued report was made with, as the draft keeps them: they are what the issue says, for ever. */
export async function issuedTextsKept(book: Book, issued: IssuedReport): Promise<boolean> {
  const { report, orgUnit, period, draft } = issued
  if (draft === undefined) return true
  const revisions = Object.fromEntries(draft.blocks.map(({ block, revision }) => [block, revision])) as BlockRevisions
  const kept = await blocksAt(book.pool, { report, orgUnit, period }, revisions)
  return draft.blocks.every(({ block, text }) => kept.find((one) => one.block === block)?.text === text)
}

/** The draft as it stands, and stays until the transaction ends. Errors: draft.moved: it is not as it was seen. */
async function draftToIssue(
  client: PoolClient,
  key: DraftKey,
  seen: IssueRequest['seen'],
): Promise<NonNullable<IssuedReport['draft']>> {
  await lockDraft(client, key)
  const marks = (await readMarks(client, key)).length
  const blocks = await readBlocks(client, key)
  if (seen !== undefined && (seen.marks !== marks || !sameRevisions(seen.revisions, revisionsOf(blocks)))) {
    throw draftError('draft.moved', {})
  }
  return { marks, blocks: blocks.map(({ block, revision, text }) => ({ block, revision, text })) }
}

function slotsOf(filled: RenderedReport): IssuedReport['slots'] {
  return filled.slots.map(({ slot, text, figure }) => ({ slot, text, value: figure?.value ?? null }))
}
