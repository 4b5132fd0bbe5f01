import type { PoolClient, QueryConfig, QueryResult, QueryResultRow } from 'pg'
import type { Book } from '../book/book.ts'
import { inTransaction } from '../sql/transaction.ts'
import { endLending, lendUnder, type Scope } from './scope.ts'

/** Where connections come from. */
export interface BookPool {
  connect(): Promise<PoolClient>
  query<R extends QueryResultRow>(text: string | QueryConfig, values?: unknown[]): Promise<QueryResult<R>>
}

/** What each scoped pool lends from. */
const lenders = new WeakMap<BookPool, BookPool>()

/** The book as a person may see and change it: the database itself keeps to the scope, whatever is asked. */
export function bookFor<B extends Book>(book: B, scope: Scope): B {
  const lender = lenders.get(book.pool) ?? book.pool
  const pool = scopedPool(lender, scope)
  lenders.set(pool, lender)
  return { ...book, pool }
}

function scopedPool(pool: BookPool, scope: Scope): BookPool {
  const scoped: BookPool = {
    connect: async () => {
      const client = await pool.connect()
      lendUnder(client, scope)
      const release = client.release
      client.release = (error) => {
        endLending(client)
        client.release = release
        release.call(client, error)
      }
      return client
    },
    query: (text, values) => inTransaction(scoped, (client) => client.query(text as string, values)),
  }
  return scoped
}
