import { canonicalJson, codeKey, isPersonal, KEY_PLACE } from '@shishu/kernel'
import { uuidv7 } from 'uuidv7'
import type { Book } from '../book/book.ts'
import { ledgersEver } from '../journal/read-journal.ts'
import { ledgerTable } from '../schema/ledger-table.ts'
import { inTransaction } from '../sql/transaction.ts'
import { storeError } from '../store-errors.ts'
import { openVault, referencesIn } from './vault.ts'
import { type VersionRow, versionOf, versionSelection } from './version.ts'
import { storeBatch } from './write-batch.ts'

/**
 * Erases the personal values of an entry, in all of its versions (个人信息保护法 §47). What remains of each is a salted
 * hash whose salt is gone. No seal breaks and no figure changes, because neither rests on the values.
 *
 * The natural key goes too where it was made of a personal value.
 * @returns how many values were erased
 * Errors   ledger.unknown, entry.unknown.
 */
export async function erasePersonal(
  book: Book,
  request: { town: string; ledger: string; entry: string; by: string; reason: string },
): Promise<number> {
  const ledger = book.definitions.ledger(request.ledger)
  const town = codeKey(request.town)
  return inTransaction(book.pool, async (client) => {
    await openVault(client, town, 'erase')
    // Fields that a later definition dropped still hold what was said.
    const whole = (await ledgersEver(client)).find(({ id }) => id === ledger.id) ?? ledger
    const { rows } = await client.query<VersionRow>(
      `select ${versionSelection(whole)} from ${ledgerTable(ledger.id)} as v where v.town = $1 and v.entry = $2`,
      [town, request.entry],
    )
    if (rows.length === 0) throw storeError('entry.unknown', { ledger: ledger.label, entry: request.entry })
    const references = [...new Set(rows.flatMap((row) => referencesIn(whole, versionOf(whole, row).values)))]
    const erased = await client.query('delete from shishu.vault where town = $1 and reference = any($2::bytea[])', [
      town,
      references.map((reference) => Buffer.from(reference, 'hex')),
    ])
    // Asked again, there is nothing left to erase, and nothing to record.
    if ((erased.rowCount ?? 0) === 0) return 0
    if (ledger.key.some((id) => id !== KEY_PLACE && isPersonal(ledger.fields[id]!))) {
      await client.query('delete from shishu.entry_key where town = $1 and ledger = $2 and entry = $3', [
        town,
        ledger.id,
        request.entry,
      ])
    }
    await storeBatch(client, book, {
      head: { town, id: uuidv7(), request: `erasure ${uuidv7()}`, by: request.by, reason: request.reason },
      kind: 'erasure',
      record: canonicalJson({ ledger: ledger.id, entry: request.entry, references }),
      versionLines: [],
      postings: [],
    })
    return erased.rowCount ?? 0
  })
}
