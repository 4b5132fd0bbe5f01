import type { Pool, PoolClient } from 'pg'
import { refusal } from './refusal.ts'

/**
 * Runs several reads on one snapshot: what is booked meanwhile is in none of them. Nothing can be written.
 * Errors  engine.* as refusal says, and whatever `work` throws.
 */
export async function inSnapshot<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect().catch((error: unknown) => {
    throw refusal(error)
  })
  let broken: Error | undefined
  try {
    // Parallel workers take longer to start than a figure takes to read.
    await client.query('begin isolation level repeatable read read only; set local max_parallel_workers_per_gather = 0')
    const result = await work(client)
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch((cause: Error) => {
      broken = cause
    })
    throw refusal(error)
  } finally {
    client.release(broken)
  }
}
