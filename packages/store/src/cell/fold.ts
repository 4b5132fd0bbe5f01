import type { Book } from '../book/book.ts'
import { inTransaction } from '../sql/transaction.ts'

/**
 * Folds a town's sealed postings into its cells, up to the head of the journal. Readers need not wait for it: they add
 * the postings past `fold.position` themselves.
 * @returns the position folded to
 */
export async function foldCells(book: Book, town: number): Promise<number> {
  return inTransaction(book.keeperPool, async (client) => {
    await client.query('select pg_advisory_xact_lock(hashtextextended($1, 2))', [`shishu fold ${town}`])
    const { rows } = await client.query<{ folded: string; head: string }>(
      `select coalesce((select position from shishu.fold where town = $1), 0) as folded,
              coalesce((select max(position) from shishu.journal where town = $1), 0) as head`,
      [town],
    )
    const folded = Number(rows[0]!.folded)
    const head = Number(rows[0]!.head)
    if (folded === head) return head
    await client.query(
      `with fresh as materialized (
            select p.town, p.measure, (extract(year from p.day) * 12 + extract(month from p.day) - 1)::integer as month,
                   p.org_unit, j.chapter, sum(p.amount)::bigint as amount
              from shishu.journal as j
              join shishu.posting as p on p.town = j.town and p.batch = j.batch
             where j.town = $1 and j.position > $2 and j.position <= $3
             group by p.town, p.measure, month, p.org_unit, j.chapter),
            places as (
            insert into shishu.cell as c (town, measure, month, org_unit, chapter, amount)
            select town, measure, month, org_unit, chapter, amount from fresh
                on conflict (town, measure, month, org_unit, chapter) do update set amount = c.amount + excluded.amount)
       insert into shishu.town_cell as c (town, measure, month, chapter, amount)
       select town, measure, month, chapter, sum(amount)::bigint from fresh group by town, measure, month, chapter
           on conflict (town, measure, month, chapter) do update set amount = c.amount + excluded.amount`,
      [town, folded, head],
    )
    await client.query(
      `insert into shishu.fold (town, position) values ($1, $2)
           on conflict (town) do update set position = excluded.position`,
      [town, head],
    )
    return head
  })
}
