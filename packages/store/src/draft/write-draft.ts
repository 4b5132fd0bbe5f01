import {
  asSentence,
  type DraftMark,
  LONGEST_BLOCK,
  MARKS_AT,
  type ReportBlock,
  submitterOf,
  withoutSentence,
  withSentence,
} from '@shishu/kernel'
import type { PoolClient } from 'pg'
import { uuidv7 } from 'uuidv7'
import type { Book } from '../book/book.ts'
import { isEntryId } from '../entry/entry-id.ts'
import { checkedReason } from '../entry/given-words.ts'
import { inTransaction } from '../sql/transaction.ts'
import { storeError } from '../store-errors.ts'
import { draftError } from './draft-errors.ts'
import { type DraftKey, keyValues, lockDraft, OF_DRAFT } from './draft-key.ts'
import { type BlockRevisions, readBlocks, readMarks, revisionsOf, sameRevisions, stageOf } from './read-draft.ts'

/**
 * Keeps a part's text as its next revision. Text that is the same as what stands makes none.
 * @param basedOn  the revision that the writer saw
 * Errors  draft.stale, draft.closed, draft.too-long, text.malformed
 */
export async function saveBlock(
  book: Book,
  key: DraftKey,
  { block, basedOn, text, by }: { block: ReportBlock; basedOn: number; text: string; by: string },
): Promise<void> {
  const kept = checkedText(text)
  await inTransaction(book.pool, async (client) => {
    await openForWriting(client, key)
    const standing = (await readBlocks(client, key)).find((one) => one.block === block)!
    if (standing.text === kept) return
    if (standing.revision !== basedOn) {
      throw draftError('draft.stale', { block, expected: basedOn, current: standing.revision })
    }
    await addRevision(client, book, key, { block, revision: basedOn + 1, text: kept, by })
  })
}

/**
 * Decides about a proposal: takes it up into its part as a sentence, in the writer's words where they are given; drops it;
 * or offers it again, taking its sentence out where that still stands as it was. It is about whatever text stands then.
 * Errors  draft.closed, draft.too-long, text.malformed
 */
export async function settleProposal(
  book: Book,
  key: DraftKey,
  decision: {
    block: ReportBlock
    line: string
    became: 'accepted' | 'dropped' | 'offered'
    words?: string
    by: string
  },
): Promise<void> {
  const { block, line, became, by } = decision
  checkedText(line)
  const sentence = became === 'accepted' ? asSentence(checkedText(decision.words ?? line)) : null
  await inTransaction(book.pool, async (client) => {
    await openForWriting(client, key)
    const { rows } = await client.query<{ seq: number; became: string | null; sentence: string | null }>(
      `select coalesce((select max(seq) from shishu.draft_proposal where ${OF_DRAFT}), 0) + 1 as seq, last.became, last.sentence
         from (values (1)) as one left join lateral
              (select became, sentence from shishu.draft_proposal
                where ${OF_DRAFT} and line = $5 order by seq desc limit 1) as last on true`,
      [...keyValues(key), line],
    )
    const { seq, became: was, sentence: before } = rows[0]!
    if ((was ?? 'offered') === became) return
    const standing = (await readBlocks(client, key)).find((one) => one.block === block)!
    const text =
      sentence !== null
        ? withSentence(standing.text, sentence)
        : before !== null
          ? withoutSentence(standing.text, before)
          : standing.text
    if (text !== standing.text) {
      await addRevision(client, book, key, { block, revision: standing.revision + 1, text: checkedText(text), by })
    }
    await client.query(
      `insert into shishu.draft_proposal (town, org_unit, report, period, seq, block, line, became, sentence, by, at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [...keyValues(key), seq, block, line, became, sentence, by, book.clock()],
    )
  })
}

/** Comments on a paragraph or a part. @returns the comment's id. Errors: text.malformed */
export async function addComment(
  book: Book,
  key: DraftKey,
  { anchor, quote, text, by }: { anchor: string; quote: string; text: string; by: string },
): Promise<string> {
  const id = uuidv7()
  const values = [...keyValues(key), id, anchor, checkedText(quote), checkedText(text).trim(), by, book.clock()]
  await inTransaction(book.pool, (client) =>
    client.query(
      `insert into shishu.draft_comment (town, org_unit, report, period, id, anchor, quote, text, by, at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      values,
    ),
  )
  return id
}

/** Says that a comment has been dealt with; once more changes nothing. Errors: draft.comment-unknown. */
export async function resolveComment(book: Book, key: DraftKey, { id, by }: { id: string; by: string }): Promise<void> {
  const unknown = () => draftError('draft.comment-unknown', { comment: id.slice(0, 40) })
  if (!isEntryId(id)) throw unknown()
  await inTransaction(book.pool, async (client) => {
    const known = await client.query(`select from shishu.draft_comment where ${OF_DRAFT} and id = $5`, [
      ...keyValues(key),
      id,
    ])
    if (known.rowCount === 0) throw unknown()
    await client.query(
      `insert into shishu.draft_comment_end (town, org_unit, report, period, id, by, at)
       values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
      [...keyValues(key), id, by, book.clock()],
    )
  })
}

/** A step of sign-off that somebody takes on a draft as they saw it. */
export interface MarkRequest {
  mark: DraftMark
  /** How many marks the draft had, and the revision of each part. */
  after: number
  revisions: BlockRevisions
  /** Asked for where it is sent back. */
  reason?: string
  by: string
}

/**
 * Submits, sends back, reviews a draft or takes it up again.
 * Errors  draft.moved: it is no longer as it was seen; draft.mark-unfit; draft.own-review; reason.needed
 */
export async function markDraft(book: Book, key: DraftKey, request: MarkRequest): Promise<void> {
  const { mark, by } = request
  const reason = mark === 'return' || request.reason !== undefined ? checkedReason(request.reason ?? '') : null
  await inTransaction(book.pool, async (client) => {
    await lockDraft(client, key)
    const marks = await readMarks(client, key)
    const standing = revisionsOf(await readBlocks(client, key))
    const stage = await stageOf(client, key, marks)
    const moved = marks.length !== request.after || !sameRevisions(standing, request.revisions)
    if (moved) throw draftError('draft.moved', {})
    if (!MARKS_AT[stage].includes(mark)) throw draftError('draft.mark-unfit', { mark, stage })
    if (mark === 'review' && submitterOf(marks) === by) throw draftError('draft.own-review', {})
    const { highlight, difficulty, next } = standing
    await client.query(
      `insert into shishu.draft_mark (town, org_unit, report, period, seq, mark, highlight, difficulty, next, reason, by, at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [...keyValues(key), marks.length + 1, mark, highlight, difficulty, next, reason, by, book.clock()],
    )
  })
}

/** Takes the draft for this transaction and refuses where it is out of its writers' hands. Errors: draft.closed. */
async function openForWriting(client: PoolClient, key: DraftKey): Promise<void> {
  await lockDraft(client, key)
  const stage = await stageOf(client, key, await readMarks(client, key))
  if (stage !== 'drafting') throw draftError('draft.closed', { stage })
}

async function addRevision(
  client: PoolClient,
  book: Book,
  key: DraftKey,
  { block, revision, text, by }: { block: ReportBlock; revision: number; text: string; by: string },
): Promise<void> {
  await client.query(
    `insert into shishu.draft_revision (town, org_unit, report, period, block, revision, text, by, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [...keyValues(key), block, revision, text, by, book.clock()],
  )
}

/** Text that can be kept and printed. Errors: draft.too-long, text.malformed. */
function checkedText(text: string): string {
  if (text.length > LONGEST_BLOCK) throw draftError('draft.too-long', { most: LONGEST_BLOCK })
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what no document may hold
  if (!text.isWellFormed() || /[\u0000-\u0008\u000b-\u001f\u007f\ufffe\uffff]/.test(text)) {
    throw storeError('text.malformed', { text: text.slice(0, 20) })
  }
  return text
}
