import { changedUnits, checkEndings, codeKey, type OrgTree, type OrgUnit, type OrgUnitChange } from '@shishu/kernel'
import type { ClientBase } from 'pg'
import type { Book } from '../book/book.ts'
import { inTransaction } from '../sql/transaction.ts'
import { readOrgTree } from './read-org-tree.ts'

/**
 * Adds org units to the tree, or renames or ends those that are there. What was said before stays in the record: a report as
 * of an earlier moment has the names and places of its time.
 * @returns the units as they are now
 * Errors   org-unit.code-malformed, org-unit.code-twice, org-unit.parent-missing, org-unit.end-level, org-unit.end-below,
 *          org-unit.merge-unfit, org-unit.unknown: nothing is added.
 */
export async function addOrgUnits(
  book: Book,
  changes: readonly OrgUnitChange[],
  by = 'shishu',
): Promise<readonly OrgUnit[]> {
  const { units, tree } = await inTransaction(book.pool, (client) => recordOrgUnits(client, changes, by, book.clock()))
  book.orgTree = tree
  return units
}

/** The advisory lock under which the tree is changed, as SQL of its key. */
const ORG_UNITS_LOCK = "hashtextextended('shishu org units', 7)"

/** What addOrgUnits does, as part of the caller's transaction. */
export async function recordOrgUnits(
  client: ClientBase,
  changes: readonly OrgUnitChange[],
  by: string,
  at: Date,
): Promise<{ units: readonly OrgUnit[]; tree: OrgTree }> {
  // What is not said anew stays as it is recorded, perhaps by another server a moment ago.
  await client.query(`select pg_advisory_xact_lock(${ORG_UNITS_LOCK})`)
  const known = await readOrgTree(client, null)
  const units = changedUnits(known, changes)
  const tree = known.with(units)
  checkEndings(
    tree,
    units.map(({ code }) => code),
  )
  await insertOrgUnits(client, units, by, at)
  return { units, tree }
}

/** Those alone that say something new. */
async function insertOrgUnits(client: ClientBase, units: readonly OrgUnit[], by: string, at: Date): Promise<void> {
  await client.query(
    `insert into shishu.org_unit (code, added_at, name, short_name, since, ends_on, merged_into, added_by)
     select given.code, greatest($7::timestamptz, known.added_at + interval '1 millisecond'), given.name, given.short_name,
            given.since, given.ends_on, given.merged_into, $8
       from unnest($1::bigint[], $2::text[], $3::text[], $4::date[], $5::date[], $6::bigint[])
            as given(code, name, short_name, since, ends_on, merged_into)
       left join lateral (select u.* from shishu.org_unit as u
                           where u.code = given.code order by u.added_at desc limit 1) as known on true
      where known.name is null
         or (known.name, known.short_name, known.since, known.ends_on, known.merged_into)
            is distinct from (given.name, given.short_name, given.since, given.ends_on, given.merged_into)`,
    [
      units.map(({ code }) => codeKey(code)),
      units.map(({ name }) => name),
      units.map(({ shortName }) => shortName ?? null),
      units.map(({ since }) => since ?? null),
      units.map(({ endsOn }) => endsOn ?? null),
      units.map(({ mergedInto }) => (mergedInto === undefined ? null : codeKey(mergedInto))),
      at.toISOString(),
      by,
    ],
  )
}
