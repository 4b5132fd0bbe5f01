import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'

/** A real OpenID provider on loopback, with people who are known by subject and claim a name. */
export interface TestProvider {
  discoveryUrl: string
  clientId: string
  clientSecret: string
  /** `preferred_username` by subject; may be changed. */
  names: Map<string, string>
  /** Signs a subject in at the provider, as a browser would, and returns the query that it comes back with. */
  visit(address: string, subject: string): Promise<Record<string, string>>
  /** As visit, but refuses at the provider. */
  abort(address: string): Promise<Record<string, string>>
  stop(): Promise<void>
}

export async function startProvider(redirectUri: string, port = 0): Promise<TestProvider> {
  let provider: Provider | undefined
  const server: Server = createServer((request, response) => provider!.callback()(request, response))
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const names = new Map<string, string>()
  const client = { clientId: 'shishu', clientSecret: 'a secret of some length' }
  provider = new Provider(origin, {
    clients: [{ client_id: client.clientId, client_secret: client.clientSecret, redirect_uris: [redirectUri] }],
    claims: { openid: ['sub'], profile: ['preferred_username'] },
    pkce: { required: () => true },
    cookies: { keys: ['a key'] },
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({ sub: id, ...(names.has(id) && { preferred_username: names.get(id)! }) }),
    }),
  })
  provider.on('server_error', (_, error) => console.error(error))

  /** Follows redirects with a cookie jar until the browser is sent back, or a page wants an answer. */
  async function follow(address: string, jar: Map<string, string>, init: RequestInit = {}): Promise<Response | URL> {
    let next = new URL(address)
    let options = init
    for (let hop = 0; hop < 20; hop += 1) {
      if (next.origin !== origin) return next
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
      const answer = await fetch(next, { ...options, redirect: 'manual', headers: { ...options.headers, cookie } })
      for (const set of answer.headers.getSetCookie()) {
        const [, name, value] = /^([^=]+)=([^;]*)/.exec(set)!
        jar.set(name!, value!)
      }
      const location = answer.headers.get('location')
      if (location === null) return answer
      next = new URL(location, next)
      options = {}
    }
    throw new Error('too many redirects')
  }

  async function through(
    address: string,
    answers: (page: Response) => [string, RequestInit],
  ): Promise<Record<string, string>> {
    const jar = new Map<string, string>()
    let at = await follow(address, jar)
    for (let page = 0; page < 4 && at instanceof Response; page += 1) at = await follow(...withJar(answers(at), jar))
    if (at instanceof Response) throw new Error(`the provider said ${at.status}: ${await at.text()}`)
    return Object.fromEntries(at.searchParams)
  }
  const withJar = ([url, init]: [string, RequestInit], jar: Map<string, string>) => [url, jar, init] as const

  return {
    discoveryUrl: `${origin}/.well-known/openid-configuration`,
    ...client,
    names,
    visit: (address, subject) => {
      let asked = 0
      return through(address, ({ url }) => {
        const form = asked === 0 ? { prompt: 'login', login: subject, password: 'x' } : { prompt: 'consent' }
        asked += 1
        return [url, { method: 'POST', body: new URLSearchParams(form as Record<string, string>) }]
      })
    },
    abort: (address) => through(address, ({ url }) => [`${url}/abort`, {}]),
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
