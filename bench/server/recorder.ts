import { AsyncLocalStorage } from 'node:async_hooks'
import pg from 'pg'

/** A statement that was sent, and under which role. */
export interface Sent {
  role: string
  name: string | undefined
  text: string
  values: readonly unknown[]
}

const recording = new AsyncLocalStorage<Sent[]>()
/** What each connection was told when it was made. */
const preludes = new WeakMap<pg.Client, string>()
let installed = false

/** Watches every connection of this process. To be called before any is made. */
export function watchConnections(): void {
  if (installed) return
  installed = true
  const query = pg.Client.prototype.query as (...given: unknown[]) => unknown
  Object.assign(pg.Client.prototype, {
    query(this: pg.Client, ...given: unknown[]) {
      const sent = sentBy(given)
      if (sent !== undefined) {
        if (/^set role /.test(sent.text)) preludes.set(this, sent.text)
        recording.getStore()?.push({ ...sent, role: preludes.get(this) ?? '' })
      }
      return query.apply(this, given)
    },
  })
}

function sentBy([first, second]: readonly unknown[]): Omit<Sent, 'role'> | undefined {
  const values = Array.isArray(second) ? second : []
  if (typeof first === 'string') return { name: undefined, text: first, values }
  const config = first as pg.QueryConfig
  if (typeof config?.text !== 'string') return undefined
  return { name: config.name, text: config.text, values: config.values ?? values }
}

/** Where the statements of the next request are written; nowhere between requests. */
let current: Sent[] | undefined

/** Has a server's requests recorded one by one. */
export function watchRequests(server: { prependListener(event: 'request', heard: () => void): unknown }): void {
  server.prependListener('request', () => recording.enterWith(current as Sent[]))
}

/** The statements that one request sends, in their order, up to its answer. */
export async function statementsOf(request: () => Promise<unknown>): Promise<Sent[]> {
  const statements: Sent[] = []
  current = statements
  try {
    await request()
  } finally {
    current = undefined
  }
  // Work that goes on after the answer is not the request's.
  return [...statements]
}
