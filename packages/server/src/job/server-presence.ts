import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

/** Seed that keeps our locks apart from others’. */
const SEED = 6
const RECONNECT_MS = 500

/** A connection that shows as long as it lasts that a server lives, and hears what other servers tell. */
export interface ServerPresence {
  close(): Promise<void>
}

/** The SQL condition that is true where the server named by an SQL expression lives no longer; it locks out its return. */
export const isGoneSql = (server: string) =>
  `pg_try_advisory_xact_lock(hashtextextended('shishu server ' || ${server}, ${SEED}))`

/**
 * Makes a server known: it holds a lock that the database lets go the moment the process ends, however it ends. So no
 * clock decides who lives.
 * @param onMessage  called with each notification on the channel, and with null after a break, when some may be missing
 */
export async function showPresence(
  connection: pg.ClientConfig,
  { server, channel, onMessage }: { server: string; channel: string; onMessage: (payload: string | null) => void },
): Promise<ServerPresence> {
  let closed = false
  let client: pg.Client
  const connect = async () => {
    const fresh = new pg.Client({ ...connection, keepAlive: true })
    fresh.on('error', () => undefined)
    fresh.on('notification', ({ payload }) => onMessage(payload ?? ''))
    await fresh.connect()
    await fresh.query('select pg_advisory_lock_shared(hashtextextended($1, $2))', [`shishu server ${server}`, SEED])
    await fresh.query(`listen ${channel}`)
    if (closed) return fresh.end()
    fresh.on('end', () => {
      if (!closed) void reconnect()
    })
    client = fresh
  }
  const reconnect = async () => {
    while (!closed) {
      try {
        await connect()
        onMessage(null)
        return
      } catch {
        await sleep(RECONNECT_MS)
      }
    }
  }
  await connect()
  return {
    close: async () => {
      closed = true
      await client.end()
    },
  }
}
