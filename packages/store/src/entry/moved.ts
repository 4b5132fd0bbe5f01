import type { ClientBase } from 'pg'
import { insertRows } from '../sql/insert-rows.ts'
import type { Draft } from './draft-version.ts'

/** That no later version of a version `v`'s entry stands at another place, where the reader may not see it. */
export const NOT_MOVED = `not exists (select from shishu.moved as m
                                 where m.town = v.town and m.entry = v.entry and m.version > v.version)`

/** Notes the entries that a booking takes to another place; part of its transaction. */
export async function storeMoved(
  client: ClientBase,
  town: number,
  batch: string,
  drafts: readonly Draft[],
): Promise<void> {
  const moved = drafts.filter(
    ({ before, content }) => before?.content != null && content !== null && before.content.orgUnit !== content.orgUnit,
  )
  await insertRows(
    client,
    'shishu.moved',
    [
      ['town', 'bigint'],
      ['entry', 'uuid'],
      ['version', 'integer'],
      ['batch', 'uuid'],
    ],
    moved.map(({ entry, version }) => [town, entry, version, batch]),
  )
}
