import type { Pack } from '@shishu/kernel'
import { type BookLocation, withDatabaseInUse } from '../book/open-book.ts'
import { changesInForce, layeredPack } from './definition-changes.ts'

/**
 * The pack that a book goes by: the program's with what was changed in the book. A book that is not there yet, or was last
 * opened by a program that knew no changes, goes by the program's alone. The book is not opened, nor changed.
 * Errors  engine.*, book.in-use
 */
export function readPackInForce(location: BookLocation): Promise<Pack> {
  return withDatabaseInUse(location, async (owner) => {
    const { rows } = await owner.query<{ there: boolean }>(
      "select to_regclass('shishu.definition_change_end') is not null as there",
    )
    return rows[0]?.there === true ? layeredPack(location.pack, await changesInForce(owner)) : location.pack
  })
}
