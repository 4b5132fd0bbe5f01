import type { PoolClient } from 'pg'
import { scopeSql } from '../access/scope.ts'
import type { BookPool } from '../access/scoped-pool.ts'
import { refusal } from './refusal.ts'

/**
 * Runs `work` in one transaction: all of it is booked or nothing.
 * Errors  whatever `work` throws, and what the database refuses as the error a person can act on (see refusal).
 */
export function inTransaction<T>(pool: BookPool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  return between('begin', pool, work)
}

/**
 * Runs several reads on one snapshot: what is booked meanwhile is in none of them. Nothing can be written.
 * Errors  as inTransaction.
 */
export function inSnapshot<T>(pool: BookPool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  // Parallel workers take longer to start than a figure takes to read.
  const begin = 'begin isolation level repeatable read read only; set local max_parallel_workers_per_gather = 0'
  return between(begin, pool, work)
}

/**
 * Runs `work` as inTransaction does and takes back whatever it wrote, so that what would be refused is known before.
 * Errors  as inTransaction.
 */
export function inTrial<T>(pool: BookPool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  return between('begin', pool, work, 'rollback')
}

async function between<T>(
  begin: string,
  pool: BookPool,
  work: (client: PoolClient) => Promise<T>,
  end: 'commit' | 'rollback' = 'commit',
): Promise<T> {
  const client = await pool.connect().catch((error: unknown) => {
    throw refusal(error)
  })
  let broken: Error | undefined
  try {
    await client.query(`${begin}${scopeSql(client)}`)
    const result = await work(client)
    await client.query(end)
    return result
  } catch (error) {
    await client.query('rollback').catch((cause: Error) => {
      broken = cause
    })
    throw refusal(error)
  } finally {
    // A connection that could not roll back is thrown away rather than lent to the next request.
    client.release(broken)
  }
}
