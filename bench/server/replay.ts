import { performance } from 'node:perf_hooks'
import pg from 'pg'
import { uuidv7 } from 'uuidv7'
import type { Sent } from './recorder.ts'

/** A driver that sends statements that were recorded, one after the other, as bare as can be. */
export interface Replay {
  /** Milliseconds that each statement took. */
  run(statements: readonly Sent[], renamed: ReadonlyMap<string, string>): Promise<number[]>
  close(): Promise<void>
}

/** One connection for each role that the server's connections take. */
export function openReplay(connection: pg.ClientConfig): Replay {
  const clients = new Map<string, Promise<pg.Client>>()
  const clientOf = (role: string) => {
    const client = clients.get(role) ?? connect(connection, role)
    clients.set(role, client)
    return client
  }
  return {
    run: async (statements, renamed) => {
      const rename = renamer(renamed)
      const lines = await Promise.all(
        statements.map(async ({ role, name, text, values }) => ({
          client: await clientOf(role),
          config: { ...(name !== undefined && { name }), text, values: values.map(rename) },
        })),
      )
      const times: number[] = []
      for (const { client, config } of lines) {
        const began = performance.now()
        // Several statements in one text are sent the simple way, as the server does.
        if (config.values.length === 0 && !('name' in config)) await client.query(config.text)
        else await client.query(config)
        times.push(performance.now() - began)
      }
      return times
    },
    close: async () => {
      for (const client of clients.values()) await (await client).end()
    },
  }
}

async function connect(connection: pg.ClientConfig, role: string): Promise<pg.Client> {
  const client = new pg.Client(connection)
  await client.connect()
  if (role !== '') await client.query(role)
  return client
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g
/** A hash as text: the natural key of an entry. */
const HASH = /^\\x[0-9a-f]{64}$/
/** What was made within this time belongs to the booking that is repeated. */
const RECENT_MS = 5_000

const altered = (hash: Buffer) => Buffer.from(hash.map((byte) => byte ^ 0x5a))

/** Gives what a booking made new names, the same ones throughout, so that it can be booked again. */
function renamer(renamed: ReadonlyMap<string, string>): (value: unknown) => unknown {
  const ids = new Map<string, string>()
  const isNew = (id: string) => Date.now() - Number.parseInt(id.replace('-', '').slice(0, 12), 16) < RECENT_MS
  const ofId = (id: string) => {
    if (!isNew(id)) return id
    const other = ids.get(id) ?? uuidv7()
    ids.set(id, other)
    return other
  }
  const rename = (value: unknown): unknown => {
    if (typeof value === 'string' && HASH.test(value))
      return `\\x${altered(Buffer.from(value.slice(2), 'hex')).toString('hex')}`
    if (typeof value === 'string') {
      const text = value.replace(UUID, ofId)
      return [...renamed].reduce((all, [from, to]) => all.replaceAll(from, to), text)
    }
    if (Buffer.isBuffer(value)) return altered(value)
    return Array.isArray(value) ? value.map(rename) : value
  }
  return rename
}
