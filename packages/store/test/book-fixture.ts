import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import type { Pack } from '@shishu/kernel'
import { packLibrary } from '@shishu/pack-library'
import pg from 'pg'
import type { OpenBook } from '../src/book/open-book.ts'
import { openBook } from '../src/book/open-book.ts'
import { type Binaries, embeddedBinaries, findDebianPostgres } from '../src/engine/binaries.ts'
import { type Engine, startEngine } from '../src/engine/start-engine.ts'
import { addOrgUnits } from '../src/org-unit/add-org-units.ts'
import { MIGRATED, prepareData } from './prepared-data.ts'

/** A made-up county with three towns; the main one has two villages, the second one. */
export const COUNTY = '341899000000'
export const TOWN = '341899101000'
export const VILLAGE = '341899101001'
export const OTHER_VILLAGE = '341899101002'
export const SECOND_TOWN = '341899102000'
export const SECOND_TOWN_VILLAGE = '341899102001'

const UNITS = [
  { code: '340000000000', name: '安省' },
  { code: '341800000000', name: '宣市' },
  { code: COUNTY, name: '青县' },
  { code: TOWN, name: '青石镇' },
  { code: VILLAGE, name: '上村' },
  { code: OTHER_VILLAGE, name: '下村' },
  { code: SECOND_TOWN, name: '白沙镇' },
  { code: SECOND_TOWN_VILLAGE, name: '沙头村' },
  { code: '341899103000', name: '黄土镇' },
]

/** A database server that tests share; each book on it has a database of its own. */
export interface TestServer {
  /** Opens a new book, with the made-up county in it. */
  newBook(options?: { pack?: Pack; clock?: () => Date }): Promise<TestBook>
  stop(): Promise<void>
}

export interface TestBook {
  book: OpenBook
  databaseUrl: string
  /** Runs a statement as the owner of the database, past what the application's role may do. */
  asOwner(sql: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]>
  /** Closes the book and opens it again, perhaps under other definitions. */
  reopen(options?: { pack?: Pack; clock?: () => Date }): Promise<OpenBook>
}

export interface TestEngine {
  name: string
  /** Why it cannot be tested here; null where it can. */
  missing: string | null
  start(): Promise<TestServer>
}

const debian = findDebianPostgres()
const citusUrl = process.env.SHISHU_CITUS_URL

/** Where one schema must hold: `describe.each(ENGINES)('$name', …)`, with `describe.skipIf(missing !== null)` inside. */
export const ENGINES: readonly TestEngine[] = [
  { name: 'embedded PostgreSQL 18', missing: null, start: () => startOwn(embeddedBinaries()) },
  {
    name:
      debian === undefined
        ? "Debian's PostgreSQL (skipped: none is installed)"
        : `Debian's PostgreSQL ${debian.version}`,
    missing: debian === undefined ? 'none is installed' : null,
    start: () => startOwn(debian!),
  },
  {
    name: citusUrl === undefined ? 'Citus (skipped: SHISHU_CITUS_URL is not set)' : 'Citus',
    missing: citusUrl === undefined ? 'SHISHU_CITUS_URL is not set' : null,
    start: async () =>
      serverAt(
        () => citusUrl!,
        'shared',
        async () => undefined,
      ),
  },
]

/** A server of its own in a folder of its own. Nothing here survives, so it need not wait for the disk. */
async function startOwn(binaries: Binaries): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'shishu-test-'))
  const dataDir = join(folder, 'postgres')
  const prepared = await prepareData(dataDir, binaries)
  const settings = { fsync: 'off', shared_buffers: '64MB', max_wal_size: '512MB' }
  const engine = await startEngine({ dataDir, binaries, settings })
  return serverAt(
    (database) => urlOf(engine, database),
    prepared ? `template ${MIGRATED}` : '',
    async () => {
      await engine.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  )
}

/** The address of a database behind a Unix socket. */
export function urlOf({ socketDir, port, user }: Engine, database = 'postgres'): string {
  return `postgresql://${user}@localhost/${database}?host=${encodeURIComponent(socketDir)}&port=${port}`
}

/** @param origin  what a database of its own is made from; `shared` where all books share one, one after the other (Citus) */
function serverAt(url: (database: string) => string, origin: string, stop: () => Promise<void>): TestServer {
  const open = new Set<OpenBook>()
  let databases = 0
  return {
    async newBook(options = {}) {
      databases += 1
      const database = `book_${databases}`
      await ask(
        url('postgres'),
        origin === 'shared'
          ? 'drop schema if exists shishu cascade; drop schema if exists shishu_account cascade'
          : `create database ${database} ${origin}`,
      )
      const databaseUrl = url(database)
      const start = async ({ pack = packLibrary, clock }: { pack?: Pack; clock?: () => Date }) => {
        const book = await openBook({ dataDir: '', databaseUrl, pack, ...(clock !== undefined && { clock }) })
        open.add(book)
        return book
      }
      const test: TestBook = {
        book: await start(options),
        databaseUrl,
        asOwner: (sql, values) => ask(databaseUrl, sql, values),
        async reopen(again = options) {
          open.delete(test.book)
          await test.book.close()
          test.book = await start(again)
          return test.book
        },
      }
      await addOrgUnits(test.book, UNITS)
      return test
    },
    async stop() {
      for (const book of open) await book.close()
      await stop()
    },
  }
}

/** The made-up county, for a book that a test opens by itself. */
export async function withUnits(book: OpenBook): Promise<OpenBook> {
  await addOrgUnits(book, UNITS)
  return book
}

async function ask(url: string, sql: string, values: readonly unknown[] = []): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql, [...values])).rows
  } finally {
    await client.end()
  }
}

/** A clock that a test moves. */
export function handClock(start: string): {
  now: () => Date
  set(instant: string): void
  tick(milliseconds?: number): string
} {
  let time = Date.parse(start)
  return {
    now: () => new Date(time),
    set: (instant) => {
      time = Date.parse(instant)
    },
    tick: (milliseconds = 1000) => {
      time += milliseconds
      return new Date(time).toISOString()
    },
  }
}
