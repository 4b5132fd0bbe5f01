import { type Answer, startTestServer, type TestServer } from '../../test/server-fixture.ts'
import type { SsoProvider } from '../account/index.ts'
import { accountsOf } from '../serve/accounts-of.ts'
import { prepareAdministrators } from '../serve/first-start.ts'
import { identifier } from '../session/identify.ts'
import { readSettings } from '../setting/settings.ts'

/** A browser that keeps its cookies, at an address of its own: attempts are counted by address. */
export interface Browser {
  send(method: string, url: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  /** The header that it sends. */
  cookie(): string
}

export interface SessionServer extends TestServer {
  browser(): Browser
  /** Makes the clock go further. */
  pass(milliseconds: number): void
  /** Whoever is given the link sets this password. */
  enrol(token: string, password?: string): Promise<Answer>
  /** A browser in which somebody has signed in. */
  signedIn(name: string, password?: string): Promise<Browser>
  /** An account with a password of its own; its id. */
  newAccount(name: string, orgUnit: string, password?: string): Promise<string>
}

export const GOOD = 'Rain-fall 2026'

/** A server whose people sign in, with the first administrators enrolled. */
export async function startSessionServer({ sso = [] }: { sso?: readonly SsoProvider[] } = {}): Promise<SessionServer> {
  let passed = 0
  let addresses = 0
  const on = await startTestServer({ clock: () => new Date(Date.now() + passed), checksResponses: true })
  const { services, book } = on
  const { baseUrl, audit } = services
  const secret = new Uint8Array(32).fill(7)
  const { accounts, stop: stopAccounts } = accountsOf(book, { ...readSettings({}), sso }, { baseUrl, secret, audit })
  services.accounts = accounts
  services.identify = identifier(book, accounts)

  function browser(): Browser {
    const jar = new Map<string, string>()
    addresses += 1
    const remoteAddress = `10.0.${addresses >> 8}.${addresses & 255}`
    const cookie = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    return {
      cookie,
      send: async (method, url, body, headers) => {
        const answer = await on.ask(null, method, url, body, {
          remoteAddress,
          headers: { cookie: cookie(), ...headers },
        })
        for (const set of [answer.headers['set-cookie'] ?? []].flat() as string[]) {
          const [, name, value] = /^([^=]+)=([^;]*)/.exec(set)!
          if (/max-age=0/i.test(set)) jar.delete(name!)
          else jar.set(name!, value!)
        }
        return answer
      },
    }
  }
  const enrol = (token: string, password = GOOD) => browser().send('POST', '/api/enrolments', { token, password })
  for (const { token } of await prepareAdministrators(book, services.accounts)) await enrol(token)
  return {
    ...on,
    stop: async () => {
      await stopAccounts()
      await on.stop()
    },
    browser,
    enrol,
    pass: (milliseconds) => {
      passed += milliseconds
    },
    signedIn: async (name, password = GOOD) => {
      const its = browser()
      const answer = await its.send('POST', '/api/session', { name, password })
      if (answer.status !== 200) throw new Error(`${name} is not in: ${answer.text}`)
      return its
    },
    newAccount: async (name, orgUnit, password = GOOD) => {
      const asker = { account: null, ip: null }
      const { id } = await services.accounts.createAccount({ name, displayName: `人${name}`, orgUnit }, asker)
      const { token } = await services.accounts.invite(id, asker)
      await services.accounts.enrol({ token, password, ip: null })
      return id
    },
  }
}

/** Today by the server's clock. */
export const todayOn = ({ book }: SessionServer) => book.clock().toISOString().slice(0, 10)
