import type { OpenBook } from '@shishu/store'
import { asOwner, endOwner } from './copy-floor.ts'

/** A ledger's current entries as a plain table. */
export const floorTable = (ledger: string): string => `floor.${ledger.replaceAll('-', '_')}`

/** What the half-year report reads of one ledger, by hand: its figures, named by slot, in one pass over one index. */
interface LedgerQuery {
  ledger: string
  /** The covering index that makes the pass index-only. */
  index: string
  select: string
  where: string
}

/** $2 and $3 bound the days of the half-year, $4 and $5 its months. */
const IN_PERIOD = (column: string) => `${column} >= $2 and ${column} < $3`
const MONTHS = 'f_month >= $4 and f_month <= $5'
const standing = (from: string, until: string) => `${from} < $3 and (${until} is null or ${until} >= $3)`

const QUERIES: readonly LedgerQuery[] = [
  {
    ledger: 'projects',
    index: '(town, f_entered_on) include (f_left_on)',
    select: 'count(*) as s2',
    where: standing('f_entered_on', 'f_left_on'),
  },
  {
    ledger: 'enterprises',
    index: '(town, f_entered_on) include (f_left_on)',
    select: 'count(*) as s3',
    where: standing('f_entered_on', 'f_left_on'),
  },
  {
    ledger: 'industrial-output',
    index: '(town, f_month) include (f_output, f_base, f_high_tech, f_strategic)',
    select: `max(f_month) as last_month, sum(f_output) as s6, round(100 * (sum(f_output) / sum(f_base) - 1), 1) as s7,
             sum(f_output) filter (where f_high_tech or f_strategic) as s10,
             round(100 * (sum(f_output) filter (where f_high_tech or f_strategic)
                        / sum(f_base) filter (where f_high_tech or f_strategic) - 1), 1) as s11`,
    where: MONTHS,
  },
  {
    ledger: 'investment',
    index: '(town, f_month) include (f_amount, f_base)',
    select: 'sum(f_amount) as s12, round(100 * (sum(f_amount) / sum(f_base) - 1), 1) as s14',
    where: MONTHS,
  },
  {
    ledger: 'retail-sales',
    index: '(town, f_month) include (f_sales, f_base)',
    select: 'round(100 * (sum(f_sales) / sum(f_base) - 1), 1) as s15',
    where: MONTHS,
  },
  {
    ledger: 'cultivation',
    index: '(town, f_listed_on) include (f_kind, f_promoted_on, f_dropped_on)',
    select: ["industry') as s16", "individual') as s17"]
      .map((part) => `count(*) filter (where f_kind = '${part}`)
      .join(', '),
    where: `${standing('f_listed_on', 'f_promoted_on')} and (f_dropped_on is null or f_dropped_on >= $3)`,
  },
  {
    ledger: 'relocations',
    index: '(town, f_demolished_on)',
    select: 'count(*) as s20',
    where: 'f_demolished_on < $3',
  },
  {
    ledger: 'party-meetings',
    index: '(town, f_held_on) include (f_kind)',
    select: `count(*) filter (where f_kind = 'leader-lecture') as s22, count(*) filter (where f_kind = 'seminar') as s23,
             count(*) filter (where f_kind in ('activity', 'theme-day')) as s24`,
    where: IN_PERIOD('f_held_on'),
  },
  {
    ledger: 'member-file-reviews',
    index: `(town, f_reviewed_on)
            include (f_serious, f_rejoined_on, f_removed_on, f_admonished_on, f_explained_on)`,
    select: `count(*) as s25, count(*) filter (where f_serious) as s26,
             count(*) filter (where f_rejoined_on < $3) as s27, count(*) filter (where f_removed_on < $3) as s28,
             count(*) filter (where f_admonished_on < $3) as s29, count(*) filter (where f_explained_on < $3) as s30`,
    where: 'f_reviewed_on < $3',
  },
  {
    ledger: 'membership-development',
    index: '(town, f_activist_on)',
    select: 'count(*) as s31',
    where: IN_PERIOD('f_activist_on'),
  },
  {
    ledger: 'poverty-risk-problems',
    index: '(town, f_rectified_on)',
    select: 'count(*) as s32',
    where: IN_PERIOD('f_rectified_on'),
  },
  {
    ledger: 'monitored-households',
    index: '(town, f_noticed_on) include (f_approved_on, f_declined_on, f_withdrawn_on)',
    select: 'count(*) as s33',
    where: `${standing('f_noticed_on', 'f_approved_on')} and (f_declined_on is null or f_declined_on >= $3)
            and (f_withdrawn_on is null or f_withdrawn_on >= $3)`,
  },
  {
    ledger: 'toilet-rectifications',
    index: '(town, f_rectified_on) include (f_finding)',
    select: "count(*) filter (where f_finding = 'unusable') as s34",
    where: IN_PERIOD('f_rectified_on'),
  },
  {
    ledger: 'toilet-construction',
    index: '(town, f_built_on)',
    select: 'count(*) as s37',
    where: IN_PERIOD('f_built_on'),
  },
  {
    ledger: 'targets',
    index: '(town, f_starts_on) include (f_target, f_amount_money, f_amount_count)',
    select: `sum(f_amount_money) filter (where f_target = 'investment') as investment_target,
             sum(f_amount_count) filter (where f_target = 'toilets') as s36,
             sum(f_amount_count) filter (where f_target = 'promotions') as s73,
             sum(f_amount_count) filter (where f_target = 'village-plans') as s75`,
    where: IN_PERIOD('f_starts_on'),
  },
  {
    ledger: 'site-meetings',
    index: '(town, f_held_on) include (f_level, f_subject)',
    select: "max(f_held_on) filter (where f_level = 'county' and f_subject = 'environment') as met_on",
    where: IN_PERIOD('f_held_on'),
  },
  {
    ledger: 'bridging-projects',
    index: '(town, f_started_on) include (f_allocated)',
    select: 'count(*) as s41, sum(f_allocated) as s42',
    where: IN_PERIOD('f_started_on'),
  },
  {
    ledger: 'bridging-projects',
    index: '(town, f_approved_on) include (f_allocated)',
    select: 'sum(f_allocated) as allocated',
    where: IN_PERIOD('f_approved_on'),
  },
  {
    ledger: 'fund-payments',
    index: '(town, f_paid_on) include (f_amount, f_carried_over)',
    select: 'sum(f_amount) filter (where f_carried_over is not true) as disbursed',
    where: IN_PERIOD('f_paid_on'),
  },
  {
    ledger: 'benefit-payments',
    index: '(town, f_paid_on) include (f_programme, f_paid)',
    select: `sum(f_paid) filter (where f_programme = 'family-planning') as s44,
             sum(f_paid) filter (where f_programme = 'civil-affairs') as s45`,
    where: IN_PERIOD('f_paid_on'),
  },
  {
    ledger: 'road-works',
    index: '(town, f_started_on) include (f_completed_on, f_length)',
    select: 'sum(f_length) as s47',
    where: standing('f_started_on', 'f_completed_on'),
  },
  {
    ledger: 'customs-publicity',
    index: '(town, f_done_on) include (f_form, f_amount)',
    select: ['night-lecture', 'banner', 'video', 'mobile-lecture', 'pledge', 'wall', 'show']
      .map((form, index) => `sum(f_amount) filter (where f_form = '${form}') as s${53 + index}`)
      .join(', '),
    where: IN_PERIOD('f_done_on'),
  },
  {
    ledger: 'funerals',
    index: '(town, f_died_on) include (f_buried_on)',
    select: `count(*) filter (where f_buried_on - f_died_on < 3) as s60,
             round(100.0 * count(*) filter (where f_buried_on - f_died_on < 3) / count(*), 1) as s63`,
    where: "f_died_on >= '2026-02-20' and f_buried_on < $3",
  },
  {
    ledger: 'case-conferences',
    index: '(town, f_held_on) include (f_kind)',
    select: "round(count(*) filter (where f_kind = 'regular') / 12.0, 1) as s64",
    where: IN_PERIOD('f_held_on'),
  },
  {
    ledger: 'disputes',
    index: '(town, f_settled_on)',
    select: 'count(*) as settled',
    where: IN_PERIOD('f_settled_on'),
  },
  {
    ledger: 'petitions',
    index: '(town, f_closed_on) include (f_backlog)',
    select: 'count(*) filter (where f_backlog) as closed',
    where: IN_PERIOD('f_closed_on'),
  },
  {
    ledger: 'emergency-plans',
    index: '(town, f_revised_on)',
    select: 'count(*) as s66',
    where: IN_PERIOD('f_revised_on'),
  },
  {
    ledger: 'emergency-drills',
    index: '(town, f_held_on)',
    select: 'count(*) as s67',
    where: IN_PERIOD('f_held_on'),
  },
  {
    ledger: 'safety-training',
    index: '(town, f_held_on) include (f_kind, f_brochures)',
    select: "count(*) filter (where f_kind in ('law', 'informant')) as s68, sum(f_brochures) as s69",
    where: IN_PERIOD('f_held_on'),
  },
  {
    ledger: 'safety-inspections',
    index: '(town, f_inspected_on) include (f_units)',
    select: 'count(*) as s70, sum(f_units) as s71',
    where: IN_PERIOD('f_inspected_on'),
  },
  {
    ledger: 'village-plans',
    index: '(town, f_listed_on)',
    select: 'count(*) as plans',
    where: 'f_listed_on < $3',
  },
]

/** Figures that take more than one ledger. */
const ACROSS = `
  round(100 * s12 / (investment_target * 6 / 12.0), 1) as s13, round(100 * disbursed / allocated, 1) as s43,
  settled + closed as s65, round(100.0 * s75 / plans, 1) as s74`

/**
 * All figures of the report in one statement, one pass a ledger, a row a town. `one`: for a single town, $1::bigint;
 * otherwise for many, $1::bigint[].
 */
export function floorSql(how: 'one' | 'many'): string {
  const passes = QUERIES.map(({ ledger, select, where }, index) =>
    how === 'one'
      ? `(select ${select} from ${floorTable(ledger)} where town = $1 and ${where}) as q${index}`
      : `(select town, ${select} from ${floorTable(ledger)} where town = any($1) and ${where} group by town) as q${index} using (town)`,
  )
  if (how === 'one') return `select *, ${ACROSS} from ${passes.join(' cross join ')}`
  return `select *, ${ACROSS} from unnest($1::bigint[]) as t(town) left join ${passes.join(' left join ')}`
}

/** The same as a program would more often send it: a statement a ledger, $1 the town, $2 and $3 the bounds. */
export const floorStatements: readonly { name: string; text: string; months: boolean }[] = QUERIES.map(
  ({ ledger, select, where }, index) => {
    const months = where === MONTHS
    // Not every statement needs both bounds, and PostgreSQL wants the type of each that it is given.
    const bounds = months ? '$2::text <= $3::text' : '$2::date <= $3::date'
    const text = `select ${select} from ${floorTable(ledger)} where town = $1 and ${bounds} and ${where}`
    return { name: `floor-${index}`, text: months ? text.replaceAll('$4', '$2').replaceAll('$5', '$3') : text, months }
  },
)

/** Makes the plain tables that the SQL reads: each ledger's current entries, with primary key and covering indexes. */
export async function makeFloorTables(book: OpenBook): Promise<void> {
  const owner = await asOwner(book)
  await owner.query("set maintenance_work_mem = '512MB'")
  for (const ledger of new Set(QUERIES.map((query) => query.ledger))) {
    const table = floorTable(ledger)
    await owner.query(`drop table if exists ${table}`)
    await owner.query(`
      create table ${table} as
      select distinct on (town, entry) * from ${table.replace('floor.', 'shishu.ledger_')} order by town, entry, version desc`)
    await owner.query(`alter table ${table} add primary key (town, entry)`)
    for (const query of QUERIES) {
      if (query.ledger === ledger) await owner.query(`create index on ${table} ${query.index}`)
    }
    await owner.query(`vacuum (analyze) ${table}`)
  }
  await owner.query(
    'grant usage on schema floor to shishu_app; grant select on all tables in schema floor to shishu_app',
  )
  endOwner(owner)
}
