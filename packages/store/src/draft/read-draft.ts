import {
  type BlockTexts,
  type DraftMark,
  type DraftStage,
  draftStage,
  REPORT_BLOCKS,
  type ReportBlock,
} from '@shishu/kernel'
import type { ClientBase } from 'pg'
import type { BookPool } from '../access/scoped-pool.ts'
import type { Book } from '../book/book.ts'
import { inSnapshot } from '../sql/transaction.ts'
import { type DraftKey, keyValues, OF_DRAFT } from './draft-key.ts'

/** The wording of a part in force; revision 0 is that of a part nobody has written yet. */
export interface BlockRevision {
  block: ReportBlock
  revision: number
  text: string
  /** Account and instant; null for revision 0. */
  by: string | null
  at: string | null
}

/** A mark of sign-off, with the revision of each part that it is about. */
export interface SignOff {
  mark: DraftMark
  revisions: BlockRevisions
  reason: string | null
  by: string
  at: string
}

export type BlockRevisions = Readonly<Record<ReportBlock, number>>

/** What was decided about a proposal, known by its words. */
export interface SettledProposal {
  block: ReportBlock
  line: string
  became: 'accepted' | 'dropped'
  /** As it was taken up; null where it was dropped. */
  sentence: string | null
}

/** A comment (批注) on a paragraph (`paragraph-3`) or a block (`highlight`). */
export interface DraftComment {
  id: string
  anchor: string
  /** How the paragraph began when it was written. */
  quote: string
  text: string
  by: string
  at: string
  /** Who dealt with it; null while nobody has. */
  resolved: { by: string; at: string } | null
}

/** That the draft's report was issued: by whom (login name), when, and after how many marks; null in old issues. */
export interface DraftIssue {
  by: string
  at: string
  marks: number | null
}

/** A draft (拟稿) as it stands. */
export interface Draft {
  stage: DraftStage
  /** The three parts, in the order of REPORT_BLOCKS. */
  blocks: readonly BlockRevision[]
  settled: readonly SettledProposal[]
  /** In the order in which they were made. */
  comments: readonly DraftComment[]
  /** From the first to the last. */
  marks: readonly SignOff[]
  issues: readonly DraftIssue[]
}

/** A draft as whoever asks may see it; one that nobody has begun is empty. */
export async function readDraft(book: Book, key: DraftKey): Promise<Draft> {
  return inSnapshot(book.pool, async (client) => {
    const [marks, issues] = [await readMarks(client, key), await readIssues(client, key)]
    return {
      stage: draftStage(marks, issues.at(-1)?.marks ?? null),
      blocks: await readBlocks(client, key),
      settled: await readSettled(client, key),
      comments: await readComments(client, key),
      marks,
      issues,
    }
  })
}

/** What people wrote, as of now or as of an instant. */
export async function draftTexts(book: Book, key: DraftKey, asOf: string | null = null): Promise<BlockTexts> {
  return textsOf(await readBlocks(book.pool, key, asOf))
}

export const textsOf = (blocks: readonly Pick<BlockRevision, 'block' | 'text'>[]): BlockTexts =>
  Object.fromEntries(blocks.map(({ block, text }) => [block, text]))

export const revisionsOf = (blocks: readonly BlockRevision[]): BlockRevisions =>
  Object.fromEntries(blocks.map(({ block, revision }) => [block, revision])) as Record<ReportBlock, number>

export const sameRevisions = (one: BlockRevisions, other: BlockRevisions): boolean =>
  REPORT_BLOCKS.every((block) => one[block] === other[block])

type Reader = Pick<BookPool | ClientBase, 'query'>

export async function readBlocks(from: Reader, key: DraftKey, asOf: string | null = null): Promise<BlockRevision[]> {
  const { rows } = await (from as BookPool).query<BlockRow>(
    `select distinct on (block) block, revision, text, by, at from shishu.draft_revision
      where ${OF_DRAFT} and ($5::timestamptz is null or at <= $5) order by block, revision desc`,
    [...keyValues(key), asOf],
  )
  const found = new Map(rows.map(({ at, ...row }) => [row.block, { ...row, at: at.toISOString() }]))
  return REPORT_BLOCKS.map((block) => found.get(block) ?? { block, revision: 0, text: '', by: null, at: null })
}

interface BlockRow {
  block: ReportBlock
  revision: number
  text: string
  by: string
  at: Date
}

/** The wordings that revisions name; those of 0 are empty. A revision that is not there is left out. */
export async function blocksAt(
  from: Reader,
  key: DraftKey,
  revisions: BlockRevisions,
): Promise<Pick<BlockRevision, 'block' | 'revision' | 'text'>[]> {
  const { rows } = await (from as BookPool).query<Pick<BlockRow, 'block' | 'revision' | 'text'>>(
    `select block, revision, text from shishu.draft_revision
      where ${OF_DRAFT} and (block, revision) in (select b, r from unnest($5::text[], $6::integer[]) as named (b, r))`,
    [...keyValues(key), [...REPORT_BLOCKS], REPORT_BLOCKS.map((block) => revisions[block])],
  )
  const found = new Map(rows.map((row) => [row.block, row]))
  return REPORT_BLOCKS.flatMap((block) => {
    const none = revisions[block] === 0 ? { block, revision: 0, text: '' } : undefined
    const one = found.get(block) ?? none
    return one === undefined ? [] : [one]
  })
}

async function readSettled(from: Reader, key: DraftKey): Promise<SettledProposal[]> {
  const { rows } = await (from as BookPool).query<SettledProposal & { became: string }>(
    `select block, line, became, sentence from (
       select distinct on (line) block, line, became, sentence, seq from shishu.draft_proposal
        where ${OF_DRAFT} order by line, seq desc) as latest
      where became <> 'offered' order by seq`,
    keyValues(key),
  )
  return rows
}

/** Comments of a draft that are read, the latest. */
const COMMENTS_READ = 500

async function readComments(from: Reader, key: DraftKey): Promise<DraftComment[]> {
  const { rows } = await (from as BookPool).query<{
    id: string
    anchor: string
    quote: string
    text: string
    by: string
    at: Date
    end_by: string | null
    end_at: Date | null
  }>(
    `select c.id, c.anchor, c.quote, c.text, c.by, c.at, e.by as end_by, e.at as end_at
       from shishu.draft_comment as c
       left join shishu.draft_comment_end as e using (town, org_unit, report, period, id)
      where c.town = $1 and c.org_unit = $2 and c.report = $3 and c.period = $4
      order by c.at desc, c.id desc limit ${COMMENTS_READ}`,
    keyValues(key),
  )
  return rows.toReversed().map(({ at, end_by, end_at, ...comment }) => ({
    ...comment,
    at: at.toISOString(),
    resolved: end_by === null ? null : { by: end_by, at: end_at!.toISOString() },
  }))
}

export async function readMarks(from: Reader, key: DraftKey): Promise<SignOff[]> {
  const { rows } = await (from as BookPool).query<BlockRevisions & Omit<SignOff, 'revisions' | 'at'> & { at: Date }>(
    `select mark, highlight, difficulty, next, reason, by, at from shishu.draft_mark where ${OF_DRAFT} order by seq`,
    keyValues(key),
  )
  return rows.map(({ highlight, difficulty, next, at, ...row }) => ({
    ...row,
    revisions: { highlight, difficulty, next },
    at: at.toISOString(),
  }))
}

/** Issues of a draft that are read, the latest. */
const ISSUES_READ = 20

/** When the draft’s report was issued, from the first to the last. */
export async function readIssues(from: Reader, key: DraftKey): Promise<DraftIssue[]> {
  const [town] = keyValues(key)
  const { rows } = await (from as BookPool).query<DraftIssue>(
    `select record ->> 'by' as by, record #>> '{moment,at}' as at, (record #>> '{draft,marks}')::integer as marks
       from (select record::jsonb as record, booked_at, id from shishu.batch where town = $1 and kind = 'issue') as issue
      where record @> $2::jsonb order by booked_at desc, id desc limit ${ISSUES_READ}`,
    [town, JSON.stringify({ report: key.report, orgUnit: key.orgUnit, period: key.period })],
  )
  return rows.toReversed()
}

/** How far a draft is by what the book says of it. */
export async function stageOf(from: Reader, key: DraftKey, marks: readonly SignOff[]): Promise<DraftStage> {
  return draftStage(marks, (await readIssues(from, key)).at(-1)?.marks ?? null)
}
