import { codeKey, type OrgUnit } from '@shishu/kernel'
import type { ClientBase } from 'pg'
import type { Book } from '../book/book.ts'
import { inTransaction } from '../sql/transaction.ts'

/**
 * Adds org units to the tree, or renames those that are there. Earlier names stay in the record: a report as of an earlier
 * moment has the names and places of its time.
 * Errors  org-unit.code-malformed, org-unit.code-twice, org-unit.parent-missing: nothing is added.
 */
export async function addOrgUnits(book: Book, units: readonly OrgUnit[], by = 'shishu'): Promise<void> {
  const tree = book.orgTree.with(units)
  await inTransaction(book.pool, (client) => insertOrgUnits(client, units, by, book.clock()))
  book.orgTree = tree
}

/** Records org units as of a moment, those alone that say something new; part of the caller's transaction. */
export async function insertOrgUnits(
  client: ClientBase,
  units: readonly OrgUnit[],
  by: string,
  at: Date,
): Promise<void> {
  await client.query(
    `insert into shishu.org_unit (code, added_at, name, short_name, added_by)
     select given.code, greatest($4::timestamptz, known.added_at + interval '1 millisecond'), given.name, given.short_name, $5
       from unnest($1::bigint[], $2::text[], $3::text[]) as given(code, name, short_name)
       left join lateral (select u.added_at, u.name, u.short_name from shishu.org_unit as u
                           where u.code = given.code order by u.added_at desc limit 1) as known on true
      where known.name is null or (known.name, known.short_name) is distinct from (given.name, given.short_name)`,
    [
      units.map(({ code }) => codeKey(code)),
      units.map(({ name }) => name),
      units.map(({ shortName }) => shortName ?? null),
      at.toISOString(),
      by,
    ],
  )
}
