import type { LedgerViewContent } from '@shishu/protocol'
import type { BookPool } from '@shishu/store'
import type { Static } from 'typebox'
import { uuidv7 } from 'uuidv7'
import { viewError } from './view-errors.ts'

/** How somebody looks at a ledger, under a name of their own. */
export interface LedgerView {
  id: string
  name: string
  view: Static<typeof LedgerViewContent>
}

/** Of one person in one ledger at most. */
const MOST = 50

/** A person's views of a ledger, by name. */
export async function viewsOf(pool: BookPool, person: string, ledger: string): Promise<LedgerView[]> {
  const { rows } = await pool.query<LedgerView>(
    'select id, name, view from shishu.saved_view where person = $1 and ledger = $2 order by name, id',
    [person, ledger],
  )
  return rows
}

/** Keeps a view; one of the same name is replaced. Errors: view.too-many. */
export async function keepView(
  pool: BookPool,
  { person, ledger, name, view, now }: Omit<LedgerView, 'id'> & { person: string; ledger: string; now: Date },
): Promise<LedgerView> {
  const { rows } = await pool.query<LedgerView>(
    `insert into shishu.saved_view (id, person, ledger, name, view, at)
     select $1, $2, $3, $4, $5, $6
      where (select count(*) from shishu.saved_view where person = $2 and ledger = $3 and name <> $4) < ${MOST}
     on conflict (person, ledger, name) do update set view = excluded.view, at = excluded.at
     returning id, name, view`,
    [uuidv7(), person, ledger, name, JSON.stringify(view), now],
  )
  if (rows[0] === undefined) throw viewError('view.too-many', { most: MOST })
  return rows[0]
}

/** Removes one of the person's own views. Errors: view.unknown. */
export async function removeView(pool: BookPool, person: string, ledger: string, id: string): Promise<void> {
  const { rowCount } = await pool.query('delete from shishu.saved_view where id = $1 and person = $2 and ledger = $3', [
    id,
    person,
    ledger,
  ])
  if (rowCount === 0) throw viewError('view.unknown', { view: id })
}
