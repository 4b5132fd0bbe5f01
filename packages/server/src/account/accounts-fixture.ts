import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { ENGINES, type TestServer, TOWN } from '../../../store/test/book-fixture.ts'
import type { AccountEvent } from './account-event.ts'
import { type AccountSettings, DEFAULT_ACCOUNT_SETTINGS } from './account-settings.ts'
import { type Accounts, type AccountsConfig, openAccounts } from './open-accounts.ts'

export const ADMIN = { account: null, ip: '10.0.0.1' }
export const BROWSER = { ip: '10.0.0.7', userAgent: 'a browser' }

/** Cheap enough for hundreds of guesses. */
export const QUICK: AccountSettings = { ...DEFAULT_ACCOUNT_SETTINGS, argon2: { memoryKiB: 1024, passes: 1, lanes: 1 } }

export interface TestAccounts {
  accounts: Accounts
  events: AccountEvent[]
  /** Goes on by itself; `pass` makes it go further. */
  clock: () => Date
  pass(milliseconds: number): void
  pool: pg.Pool
  databaseUrl: string
  /** As the owner of the database. */
  asOwner(sql: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]>
  /** Another server on the same database. */
  another(settings?: AccountSettings, baseUrl?: string, more?: Pick<AccountsConfig, 'mayLinkByName'>): Accounts
  /** An account with a password of its own. */
  newAccount(name: string, password?: string): Promise<string>
  close(): Promise<void>
}

export function startServer(): Promise<TestServer> {
  return ENGINES[0]!.start()
}

export const GOOD = 'Rain-fall 2026'

/** Accounts on a new database of a real server. */
export async function newAccounts(
  server: TestServer,
  { settings = QUICK, baseUrl = 'https://town.example' }: { settings?: AccountSettings; baseUrl?: string } = {},
): Promise<TestAccounts> {
  const { databaseUrl, asOwner } = await server.newBook()
  const secret = randomBytes(32)
  const events: AccountEvent[] = []
  let passed = 0
  const clock = () => new Date(Date.now() + passed)
  const pools: pg.Pool[] = []
  const newPool = () => {
    const pool = new pg.Pool({
      connectionString: databaseUrl,
      max: 4,
      onConnect: async (client) => {
        await client.query('set role shishu_account')
      },
    })
    pool.on('error', () => undefined) // the server may stop before the last connection is closed
    pools.push(pool)
    return pool
  }
  const another: TestAccounts['another'] = (its = settings, at = baseUrl, more = {}) =>
    openAccounts({
      ...more,
      pool: newPool(),
      settings: its,
      clock,
      baseUrl: at,
      secret,
      onEvent: (event) => {
        events.push(event)
      },
    })
  const accounts = another()
  return {
    accounts,
    events,
    clock,
    pass: (milliseconds) => {
      passed += milliseconds
    },
    pool: pools[0]!,
    databaseUrl,
    asOwner,
    another,
    async newAccount(name, password = GOOD) {
      const { id } = await accounts.createAccount({ name, displayName: '王丽', orgUnit: TOWN }, ADMIN)
      const { token } = await accounts.invite(id, ADMIN)
      await accounts.enrol({ token, password, ip: null })
      return id
    },
    close: async () => {
      for (const pool of pools) await pool.end()
    },
  }
}

/** The cookie header that a browser sends after these were set. */
export function cookieOf(setCookies: readonly string[]): string {
  return setCookies
    .filter((each) => !/max-age=0/i.test(each))
    .map((each) => each.split(';')[0])
    .join('; ')
}

/** The code of a refusal, or `done`. */
export async function outcome(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'done',
    (error: { code?: string }) => error.code ?? String(error),
  )
}
