import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Pack } from '@shishu/kernel'
import { type OpenBook, openBook, readPackInForce } from '@shishu/store'
import type { Terminal } from '../terminal/terminal.ts'

/** What every command is given. */
export interface Context {
  terminal: Terminal
  pack: Pack
  env: Record<string, string | undefined>
  cwd: string
  /** Who books, as the journal says it. */
  by: string
}

/** The folder of the book: SHISHU_DATA, else ./data. */
export function dataFolder({ env, cwd }: Context): string {
  return env.SHISHU_DATA ?? join(cwd, 'data')
}

/** The definitions that the book goes by, with what was changed in it; those of the program where there is no book yet. */
export async function packInForce(context: Context): Promise<Pack> {
  const databaseUrl = context.env.DATABASE_URL
  const dataDir = dataFolder(context)
  if (!databaseUrl && !existsSync(join(dataDir, 'postgres', 'PG_VERSION'))) return context.pack
  return readPackInForce({ dataDir, pack: context.pack, ...(databaseUrl ? { databaseUrl } : {}) })
}

/** Opens the book for a command and closes it in order afterwards, also when the command is interrupted. */
export async function withBook<T>(context: Context, work: (book: OpenBook) => Promise<T>): Promise<T> {
  const databaseUrl = context.env.DATABASE_URL
  const book = await openBook({
    dataDir: dataFolder(context),
    ...(databaseUrl ? { databaseUrl } : {}),
    pack: context.pack,
    // A server may have it open: one book, whoever asks.
    beside: true,
  })
  const interrupted = (signal: NodeJS.Signals) => {
    const end = () => process.exit(signal === 'SIGINT' ? 130 : 143)
    book.close().then(end, end)
  }
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted)
  try {
    return await work(book)
  } finally {
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted)
    await book.close()
  }
}
