import { codeKey, isPersonal, kernelError, type Ledger } from '@shishu/kernel'
import type { ClientBase } from 'pg'
import type { Book } from '../book/book.ts'
import { inTransaction } from '../sql/transaction.ts'
import { storeError } from '../store-errors.ts'
import { ERASED } from './draft-version.ts'
import { checkedReason } from './given-words.ts'
import { currentRow } from './read-entry.ts'
import { openVault, readVault } from './vault.ts'
import { versionOf } from './version.ts'

/** Whose personal values somebody asks for, and why. */
export interface RevealRequest {
  town: string
  ledger: string
  entry: string
  /** Personal fields. */
  fields: readonly string[]
  by: string
  reason: string
}

/** What was revealed: never the values, which belong in no record. */
export interface Revealed {
  town: string
  ledger: string
  entry: string
  version: number
  fields: readonly string[]
  by: string
  reason: string
}

/**
 * The plain personal values of an entry's current version: null where a field is empty, ERASED where its value is gone.
 *
 * Nothing is revealed that is not recorded: `onReveal` writes the record in the same transaction, and where it fails the
 * values are not given.
 * Errors  ledger.unknown, field.unknown, reveal.not-personal, reason.needed, entry.unknown
 */
export async function revealPersonal(
  book: Book,
  request: RevealRequest,
  onReveal: (client: ClientBase, revealed: Revealed) => Promise<void>,
): Promise<{ version: number; values: Record<string, string | null> }> {
  const ledger = book.definitions.ledger(request.ledger)
  const reason = checkedReason(request.reason)
  const fields = [...new Set(request.fields)]
  for (const field of fields) checkPersonal(ledger, field)
  const { town, entry, by } = request
  return inTransaction(book.pool, async (client) => {
    await openVault(client, codeKey(town), 'reveal')
    const { version, values } = versionOf(ledger, await currentRow(client, codeKey(town), ledger, entry, null))
    const references = fields.flatMap((field) => (typeof values[field] === 'string' ? [values[field]] : []))
    const plain = await readVault(client, codeKey(town), references)
    await onReveal(client, { town, ledger: ledger.id, entry, version, fields, by, reason })
    const shown = fields.map((field) => {
      const reference = values[field]
      return [field, typeof reference === 'string' ? (plain.get(reference) ?? ERASED) : null] as const
    })
    return { version, values: Object.fromEntries(shown) }
  })
}

function checkPersonal(ledger: Ledger, field: string): void {
  const found = Object.hasOwn(ledger.fields, field) ? ledger.fields[field]! : undefined
  if (found === undefined) throw kernelError('field.unknown', { field: field.slice(0, 40) })
  if (!isPersonal(found)) throw storeError('reveal.not-personal', { field: found.label })
}
