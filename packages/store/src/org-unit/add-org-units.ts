import { codeKey, type OrgUnit, orgTree } from '@shishu/kernel'
import type { Book } from '../book/book.ts'
import { inTransaction } from '../sql/transaction.ts'

/**
 * Adds org units to the tree, or renames those that are there.
 * Errors  org-unit.code-malformed, org-unit.code-twice, org-unit.parent-missing: nothing is added.
 * @returns the book with its new tree
 */
export async function addOrgUnits<B extends Book>(book: B, units: readonly OrgUnit[]): Promise<B> {
  const merged = new Map(book.orgTree.all.map((unit) => [unit.code, unit]))
  // The list itself must not name a code twice; against the tree, a known code is a rename.
  orgTree([...units, ...book.orgTree.all.filter(({ code }) => !units.some((unit) => unit.code === code))])
  for (const unit of units) merged.set(unit.code, unit)
  const tree = orgTree([...merged.values()])
  await inTransaction(book.pool, (client) =>
    client.query(
      `insert into shishu.org_unit (code, name, short_name, added_at)
       select given.code, given.name, given.short_name, $4::timestamptz
         from unnest($1::bigint[], $2::text[], $3::text[]) as given(code, name, short_name)
           on conflict (code) do update set name = excluded.name, short_name = excluded.short_name`,
      [
        units.map(({ code }) => codeKey(code)),
        units.map(({ name }) => name),
        units.map(({ shortName }) => shortName ?? null),
        book.clock().toISOString(),
      ],
    ),
  )
  return Object.assign(book, { orgTree: tree })
}
