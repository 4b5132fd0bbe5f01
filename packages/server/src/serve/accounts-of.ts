import type { AuditAct, OpenBook } from '@shishu/store'
import pg from 'pg'
import { type AccountEvent, type Accounts, DEFAULT_ACCOUNT_SETTINGS, openAccounts } from '../account/index.ts'
import type { AuditSink } from '../audit/audit-sink.ts'
import { holdsApart } from '../people/holds-apart.ts'
import type { Settings } from '../setting/settings.ts'

/** Connections for accounts and sessions: every request asks once whose it is. */
const CONNECTIONS = 4

/** The accounts of a book, on connections that may see accounts and nothing else; what happens to them is audited. */
export function accountsOf(
  book: OpenBook,
  settings: Settings,
  { baseUrl, secret, audit }: { baseUrl: string; secret: Uint8Array; audit: AuditSink },
): { accounts: Accounts; stop: () => Promise<void> } {
  const pool = new pg.Pool({
    ...book.connection,
    max: CONNECTIONS,
    onConnect: async (client) => {
      client.on('error', () => undefined)
      await client.query("set role shishu_account; set timezone = 'UTC'; set client_min_messages = warning")
    },
  })
  pool.on('error', () => undefined)
  const defaults = DEFAULT_ACCOUNT_SETTINGS
  const accounts = openAccounts({
    pool,
    clock: book.clock,
    baseUrl,
    secret,
    settings: {
      ...defaults,
      password: { ...defaults.password, leastLength: settings.passwordLength, ageDays: settings.passwordDays },
      lockOut: { failures: settings.lockOutFailures, minutes: settings.lockOutMinutes },
      session: {
        ...defaults.session,
        idleMinutes: settings.sessionIdleMinutes,
        absoluteHours: settings.sessionHours,
      },
      sso: settings.sso,
    },
    mayLinkByName: async (account) => !(await holdsApart(book, account)),
    onEvent: (event) => audit.write(lineOf(event)),
  })
  return { accounts, stop: () => pool.end() }
}

function lineOf({ kind, account, by, ip, outcome, detail }: AccountEvent): AuditAct {
  return {
    person: by ?? account,
    name: '',
    act: `account.${kind}`,
    outcome,
    ip,
    details: { account: account ?? '', detail: detail ?? '' },
  }
}
