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

/**
 * The book as a person may see and change it: the database itself keeps to the scope, whatever is asked. The ways past it
 * that an open book has, such as `asOwner`, are not in it.
 */
export function bookFor(book: Book, scope: Scope): Book {
  const { keeperPool, definitions, definitionsId, measureNumbers, orgTree, rules, clock } = book
  const lender = lenders.get(book.pool) ?? book.pool
  const pool = scopedPool(lender, scope)
  lenders.set(pool, lender)
  return { pool, keeperPool, definitions, definitionsId, measureNumbers, orgTree, rules, clock }
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
