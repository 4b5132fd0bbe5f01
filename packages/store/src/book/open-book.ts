import { join } from 'node:path'
import { definitionsOf, type Pack, ShishuError, stateCouncilCalendar } from '@shishu/kernel'
import pg from 'pg'
import { markPoliced } from '../access/scope.ts'
import { beginDue, OPENING_LOCK, readMeasureNumbers } from '../definitions/bring-up-to-date.ts'
import { changesInForce, layeredDefinitions } from '../definitions/definition-changes.ts'
import { finishRebooking, installDefinitions } from '../definitions/install-definitions.ts'
import { lockBook } from '../engine/book-lock.ts'
import { SUPERUSER } from '../engine/initialise.ts'
import { readPostmasterFile } from '../engine/postmaster-file.ts'
import { PORT } from '../engine/socket-folder.ts'
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
  /** The definitions of the program; the book may have changed some of them and added to them. */
  pack: Pack
  /** For tests and simulations; the machine's clock otherwise. */
  clock?: () => Date
  /** Whether to work beside another process that has the embedded database open, rather than be refused. */
  beside?: boolean
  /** Server settings of the embedded database. */
  settings?: Record<string, string>
}

/** A book that is open until closed. */
export interface OpenBook extends Book {
  /** How the database is reached, as the owner of the book: for what keeps connections of its own. */
  connection: pg.ClientConfig
  /** The definitions of the program alone, without what was changed in the book. */
  programPack: Pack
  /** Runs work on a connection of its own under the role that owns the book, past row-level security: for its keeping. */
  asOwner<T>(work: (owner: pg.Client) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** Connections that one process holds at most: for people's work, and for the book's own, which waits behind none of it. */
const CONNECTIONS = { people: 8, keeper: 4 }
/** How long work waits for a connection before it is told that the book is busy. */
const CONNECTION_WAIT_MS = 15_000

/**
 * Opens a book, making it where there is none, and brings its schema and definitions up to date.
 * Errors  book.in-use, book.newer, engine.*, pack.broken, definition.unfit.
 */
export async function openBook(location: BookLocation): Promise<OpenBook> {
  // A pack that is broken by itself is told before anything is started.
  definitionsOf(location.pack)
  const server = location.databaseUrl === undefined ? await startEmbedded(location) : connectTo(location.databaseUrl)
  try {
    return await open(location, server)
  } catch (error) {
    await server.stop()
    throw refusal(error)
  }
}

/**
 * Runs work on the database of a book that is not opened: it may not be there yet.
 * Errors  book.in-use, engine.*.
 */
export async function withDatabase<T>(location: BookLocation, work: (owner: pg.Client) => Promise<T>): Promise<T> {
  const server = location.databaseUrl === undefined ? await startEmbedded(location) : connectTo(location.databaseUrl)
  try {
    return await withOwner(server.connection, work)
  } finally {
    await server.stop()
  }
}

/**
 * As withDatabase, also while another process works on the embedded database: for work that only reads.
 * Errors  engine.*; book.in-use where the other process has not started its database yet.
 */
export async function withDatabaseInUse<T>(location: BookLocation, work: (owner: pg.Client) => Promise<T>): Promise<T> {
  try {
    return await withDatabase(location, work)
  } catch (error) {
    if (!(error instanceof ShishuError) || error.code !== 'book.in-use') throw error
    const running = runningDatabase(location.dataDir)
    if (running === null) throw error
    return withOwner(running, work)
  }
}

async function withOwner<T>(connection: pg.ClientConfig, work: (owner: pg.Client) => Promise<T>): Promise<T> {
  const owner = new pg.Client(connection)
  // A connection that breaks tells its query; unheard, it would end this process.
  owner.on('error', () => undefined)
  try {
    await owner.connect()
    await owner.query("set client_min_messages = warning; set timezone = 'UTC'")
    return await work(owner)
  } catch (error) {
    throw refusal(error)
  } finally {
    await owner.end()
  }
}

/** How to reach the database, and how to end it where it is ours. */
interface Server {
  connection: pg.ClientConfig
  stop(): Promise<void>
}

async function startEmbedded(location: BookLocation): Promise<Server> {
  try {
    return await startOwn(location)
  } catch (error) {
    if (location.beside !== true || !(error instanceof ShishuError) || error.code !== 'book.in-use') throw error
    const running = runningDatabase(location.dataDir)
    if (running === null) throw error
    return { connection: running, stop: async () => undefined }
  }
}

/** How to reach the embedded database that another process has started; null where there is none that answers. */
function runningDatabase(dataDir: string): pg.ClientConfig | null {
  const running = readPostmasterFile(join(dataDir, 'postgres'))
  if (running?.status !== 'ready') return null
  return { host: running.socketDir, port: PORT, user: SUPERUSER, database: 'postgres' }
}

async function startOwn({ dataDir, settings }: BookLocation): Promise<Server> {
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

async function open(location: BookLocation, server: Server): Promise<OpenBook> {
  const clock = location.clock ?? (() => new Date())
  const owner = new pg.Client(server.connection)
  await owner.connect()
  try {
    await owner.query('set client_min_messages = warning')
    // One process at a time brings a book up to date; the lock ends with this connection.
    await owner.query(`select pg_advisory_lock(${OPENING_LOCK})`)
    await migrate(owner)
    await beginDue(owner, location.pack, clock())
    const definitions = layeredDefinitions(location.pack, await changesInForce(owner))
    const id = await installDefinitions(owner, definitions, clock())
    const policed = await isPoliced(owner)
    const pool = openPool(server.connection, CONNECTIONS.people, policed)
    const keeperPool = openPool(server.connection, CONNECTIONS.keeper, policed)
    const endPools = () => Promise.all([pool.end(), keeperPool.end()])
    const book: OpenBook = {
      pool,
      keeperPool,
      connection: server.connection,
      programPack: location.pack,
      definitions,
      definitionsId: id,
      measureNumbers: await readMeasureNumbers(owner),
      orgTree: await readOrgTree(owner, null),
      rules: { params: definitions.params, calendar: stateCouncilCalendar },
      clock,
      asOwner: (work) => withOwner(server.connection, work),
      close: async () => {
        await endPools()
        await server.stop()
      },
    }
    await finishRebooking(owner, book).catch(async (error: unknown) => {
      await endPools()
      throw error
    })
    return book
  } finally {
    await owner.end()
  }
}

/** Connections under the role that cannot change or remove what is booked; see the grants in schema/. */
function openPool(connection: pg.ClientConfig, max: number, policed: boolean): pg.Pool {
  const pool = new pg.Pool({
    ...connection,
    max,
    connectionTimeoutMillis: CONNECTION_WAIT_MS,
    onConnect: async (client) => {
      // A connection that breaks while it is lent tells its query, or the next one; unheard, it would end this process.
      client.on('error', () => undefined)
      if (policed) markPoliced(client)
      await client.query("set role shishu_app; set timezone = 'UTC'; set client_min_messages = warning")
    },
  })
  // An idle connection that the server ends must not end this process; the next query reports it.
  pool.on('error', () => undefined)
  return pool
}

/** Whether policies bind even the role that copies batches in: only a superuser can free it, in schema/0010-members.sql. */
async function isPoliced(owner: pg.Client): Promise<boolean> {
  const { rows } = await owner.query<{ free: boolean }>(
    "select rolbypassrls as free from pg_roles where rolname = 'shishu_loader'",
  )
  return rows[0]?.free !== true
}
