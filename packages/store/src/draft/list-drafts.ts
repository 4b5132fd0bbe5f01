import { codeFromKey, codeRange, type DraftMark, type DraftStage, draftStage } from '@shishu/kernel'
import type { Book } from '../book/book.ts'
import { inSnapshot } from '../sql/transaction.ts'
import type { DraftKey } from './draft-key.ts'

/** Drafts that are listed at once, those touched last. */
const MOST_DRAFTS = 100

/** How far a draft is, without its texts. */
export interface DraftStanding extends DraftKey {
  stage: DraftStage
  /** Its last mark and what was said with it; null while it has none. */
  last: { mark: DraftMark; by: string; at: string; reason: string | null } | null
  /** Account of whoever submitted it last; null: nobody did. */
  submitter: string | null
  /** The last writing or mark. */
  at: string
}

/** The drafts that were begun at a place and below it, the last touched first; at most 100. */
export async function listDrafts(book: Book, orgUnit: string): Promise<DraftStanding[]> {
  const { from, until } = codeRange(orgUnit)
  return inSnapshot(book.pool, async (client) => {
    const { rows } = await client.query<Row>(
      `with touched as (
         select town, org_unit, report, period, max(at) as at from (
           select town, org_unit, report, period, at from shishu.draft_revision where org_unit >= $1 and org_unit < $2
           union all
           select town, org_unit, report, period, at from shishu.draft_mark where org_unit >= $1 and org_unit < $2) as any_change
          group by town, org_unit, report, period
          order by at desc, org_unit, report, period limit ${MOST_DRAFTS}),
       marked as (
         select distinct on (m.town, m.org_unit, m.report, m.period) m.*, max(m.seq) filter (where m.mark = 'submit') over (
                  partition by m.town, m.org_unit, m.report, m.period) as submitted
           from shishu.draft_mark as m join touched using (town, org_unit, report, period)
          order by m.town, m.org_unit, m.report, m.period, m.seq desc),
       issued as (
         select distinct on (town, org_unit, report, period) town, org_unit, report, period, marks from (
           select b.town, record::jsonb ->> 'orgUnit' as org_unit, record::jsonb ->> 'report' as report,
                  record::jsonb ->> 'period' as period, (record::jsonb #>> '{draft,marks}')::integer as marks, booked_at, id
             from shishu.batch as b
            where b.kind = 'issue' and b.town in (select town from touched)) as one
          order by town, org_unit, report, period, booked_at desc, id desc)
       select t.org_unit, t.report, t.period, t.at, m.seq, m.mark, m.by, m.at as marked_at, m.reason, s.by as submitter,
              i.marks as issued_after
         from touched as t
         left join marked as m using (town, org_unit, report, period)
         left join shishu.draft_mark as s
           on (s.town, s.org_unit, s.report, s.period, s.seq) = (t.town, t.org_unit, t.report, t.period, m.submitted)
         left join issued as i
           on i.town = t.town and rpad(i.org_unit, 15, '0')::bigint = t.org_unit and i.report = t.report and i.period = t.period
        order by t.at desc, t.org_unit, t.report, t.period`,
      [from, until],
    )
    return rows.map(standingOf)
  })
}

interface Row {
  org_unit: string
  report: string
  period: string
  at: Date
  seq: number | null
  mark: DraftMark | null
  by: string | null
  marked_at: Date | null
  reason: string | null
  submitter: string | null
  issued_after: number | null
}

function standingOf(row: Row): DraftStanding {
  const { org_unit, report, period, at, seq, mark, by, marked_at, reason, submitter, issued_after } = row
  return {
    orgUnit: codeFromKey(Number(org_unit)),
    report,
    period,
    // As many marks as the last one's number: each follows the one before.
    stage: issued_after === (seq ?? 0) ? 'issued' : draftStage(mark === null ? [] : [{ mark }], null),
    last: mark === null ? null : { mark, by: by!, at: marked_at!.toISOString(), reason },
    submitter,
    at: at.toISOString(),
  }
}
