import { join } from 'node:path'
import { type Definitions, definitionsOf, type Pack, stateCouncilCalendar } from '@shishu/kernel'
import pg from 'pg'
import { finishRebooking, installDefinitions } from '../definitions/install-definitions.ts'
import { lockBook } from '../engine/book-lock.ts'
import { startEngine } from '../engine/start-engine.ts'
import { readOrgTree } from '../org-unit/read-org-tree.ts'
import { migrate } from '../schema/migrate.ts'
import { refusal } from '../sql/refusal.ts'
import type { Book } from './book.ts'

/** Where a book is kept, and what it is about. */
export interface BookLocation {
  /** Folder of the embedded database; used where `databaseUrl` is absent. */
  dataDir: string
  /** A PostgreSQL server, 15 or newer. Its user must own the schema `shishu` and may create the role `shishu_app`. */
  databaseUrl?: string
  pack: Pack
  /** For tests and simulations; the machine's clock otherwise. */
  clock?: () => Date
  /** Server settings of the embedded database. */
  settings?: Record<string, string>
}

/** A book that is open until closed. */
export interface OpenBook extends Book {
  close(): Promise<void>
}

/** Connections that one process holds at most. */
const CONNECTIONS = 8

/**
 * Opens a book, making it where there is none, and brings its schema and definitions up to date.
 * Errors  book.in-use, book.newer, engine.*, pack.broken.
 */
export async function openBook(location: BookLocation): Promise<OpenBook> {
  const definitions = definitionsOf(location.pack)
  const server = location.databaseUrl === undefined ? await startEmbedded(location) : connectTo(location.databaseUrl)
  try {
    return await open(location, definitions, server)
  } catch (error) {
    await server.stop()
    throw refusal(error)
  }
}

/** How to reach the database, and how to end it where it is ours. */
interface Server {
  connection: pg.ClientConfig
  stop(): Promise<void>
}

async function startEmbedded({ dataDir, settings }: BookLocation): Promise<Server> {
  const lock = await lockBook(dataDir)
  try {
    const engine = await startEngine({ dataDir: join(dataDir, 'postgres'), ...(settings && { settings }) })
    const { socketDir: host, port, user } = engine
    return {
      connection: { host, port, user, database: 'postgres' },
      stop: async () => {
        await engine.stop()
        await lock.release()
      },
    }
  } catch (error) {
    await lock.release()
    throw error
  }
}

function connectTo(databaseUrl: string): Server {
  return { connection: { connectionString: databaseUrl }, stop: async () => undefined }
}

async function open(location: BookLocation, definitions: Definitions, server: Server): Promise<OpenBook> {
  const clock = location.clock ?? (() => new Date())
  const owner = new pg.Client(server.connection)
  await owner.connect()
  try {
    await owner.query('set client_min_messages = warning')
    // One process at a time brings a book up to date; the lock ends with this connection.
    await owner.query("select pg_advisory_lock(hashtextextended('shishu open', 0))")
    await migrate(owner)
    const id = await installDefinitions(owner, definitions, clock())
    const pool = new pg.Pool({
      ...server.connection,
      max: CONNECTIONS,
      // The role cannot change or remove what is booked; see the grants in schema/.
      onConnect: async (client) => {
        // A connection that breaks while it is lent tells its query, or the next one; unheard, it would end this process.
        client.on('error', () => undefined)
        await client.query("set role shishu_app; set timezone = 'UTC'; set client_min_messages = warning")
      },
    })
    // An idle connection that the server ends must not end this process; the next query reports it.
    pool.on('error', () => undefined)
    const book: OpenBook = {
      pool,
      definitions,
      definitionsId: id,
      measureNumbers: await readMeasureNumbers(owner),
      orgTree: await readOrgTree(owner, null),
      rules: { params: definitions.params, calendar: stateCouncilCalendar },
      clock,
      close: async () => {
        await pool.end()
        await server.stop()
      },
    }
    await finishRebooking(owner, book).catch(async (error: unknown) => {
      await pool.end()
      throw error
    })
    return book
  } finally {
    await owner.end()
  }
}

async function readMeasureNumbers(owner: pg.Client): Promise<Map<string, number>> {
  const { rows } = await owner.query<{ id: number; key: string }>('select id, key from shishu.measure')
  return new Map(rows.map(({ id, key }) => [key, id]))
}
