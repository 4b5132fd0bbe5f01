import { createHash, randomBytes } from 'node:crypto'
import type { Book } from '@shishu/store'

/** The 32 bytes that sign sessions: from the environment, else made once and kept in the book. */
export async function serverSecret(book: Book, given: string | null): Promise<Uint8Array> {
  if (given !== null) return createHash('sha256').update(`shishu sessions ${given}`).digest()
  await book.keeperPool.query('insert into shishu.server_secret (id, secret) values (1, $1) on conflict do nothing', [
    randomBytes(32),
  ])
  const { rows } = await book.keeperPool.query<{ secret: Buffer }>('select secret from shishu.server_secret')
  return rows[0]!.secret
}
