import type { Book } from '../book/book.ts'
import { inTransaction } from '../sql/transaction.ts'

/** The advisory lock that bookings share from when they look at which definitions are in force, as SQL of its key. */
export const DEFINITIONS_LOCK = "hashtextextended('shishu definitions', 4)"

/** Waits until every booking under way has ended; those that come later go by the definitions in force by then. */
export async function awaitBookings(book: Book): Promise<void> {
  await inTransaction(book.keeperPool, (client) => client.query(`select pg_advisory_xact_lock(${DEFINITIONS_LOCK})`))
}
