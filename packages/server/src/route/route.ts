import type { Act, ActTarget, Language, Rights } from '@shishu/kernel'
import type { Book } from '@shishu/store'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Static, TSchema } from 'typebox'
import type { Services } from '../services.ts'
import type { Person } from '../session/person.ts'

/** Groups of the API's page, in its order. */
export const TAGS = {
  session: { zh: '登录与会话', en: 'Signing in and sessions' },
  definitions: { zh: '定义', en: 'Definitions' },
  entries: { zh: '条目', en: 'Entries' },
  evidence: { zh: '附件', en: 'Evidence files' },
  import: { zh: '导入与任务', en: 'Imports and tasks' },
  figures: { zh: '指标', en: 'Figures' },
  reports: { zh: '报告', en: 'Reports' },
  due: { zh: '到期与缺项', en: 'What is due and missing' },
  journal: { zh: '流水账', en: 'Journal' },
  people: { zh: '人员与职责', en: 'People and appointments' },
  messages: { zh: '消息与推送', en: 'Messages and webhooks' },
  audit: { zh: '审计', en: 'Audit' },
  operation: { zh: '运行', en: 'Operation' },
} as const
export type Tag = keyof typeof TAGS

/** What a route is about, as the rights are asked: `whole`, the target itself; `part`, any place within it. */
export interface Asked extends ActTarget {
  act: Act
  reach?: 'whole' | 'part'
}

/** Who may use a route: everyone; whoever is signed in (and what is read is the person's own); or by rights. */
export type Access = 'public' | 'signed-in' | 'rights'

type Of<S extends TSchema | undefined> = S extends TSchema ? Static<S> : undefined

/** What a handler is given. */
export interface Ask<P extends TSchema | undefined, Q extends TSchema | undefined, B extends TSchema | undefined> {
  params: Of<P>
  query: Of<Q>
  body: Of<B>
  services: Services
  /** The book as the person may see and change it; for public routes, that of nobody. */
  book: Book
  person: Person
  rights: Rights
  language: Language
  request: FastifyRequest
  reply: FastifyReply
}

/**
 * A route of the API: one value says its address, its schemas, who may use it and what it does. The server, its
 * description and the tests of permissions are made from these.
 */
export interface Route<
  P extends TSchema | undefined = TSchema | undefined,
  Q extends TSchema | undefined = TSchema | undefined,
  B extends TSchema | undefined = TSchema | undefined,
  R extends TSchema | undefined = TSchema | undefined,
> {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  url: string
  tag: Tag
  summary: Readonly<Record<Language, string>>
  access: Access
  /** With access by rights: which acts, where. All must be allowed. Errors: of what it looks up, such as ledger.unknown. */
  asks?: (input: { params: Of<P>; query: Of<Q>; body: Of<B> }, services: Services) => Asked | readonly Asked[]
  /** Whether it is open to whoever must change the password or set up a second factor before anything else. */
  whileRestricted?: true
  /** Whether a program's token opens it; what reads by rights is open to it by its rights alone. */
  byToken?: true
  params?: P
  query?: Q
  body?: B
  /** What is answered with 200; a file or a stream where absent, whose media types `produces` lists. */
  response?: R
  produces?: readonly string[]
  /** Form of the body where it is not JSON. */
  consumes?: readonly string[]
  /** Most bytes of the body; 1 MiB by default. */
  bodyLimit?: number
  /** Requests a minute of one account, or of one address before sign-in; 'sign-in': attempts from one address. Besides the server's own. */
  perMinute?: number | 'sign-in'
  /** Status of success where it is not 200. */
  status?: 201 | 202 | 204 | 302
  /** Whether a request sent again is answered with 200 and what it did before. */
  repeats?: boolean
  handle: (ask: Ask<P, Q, B>) => Promise<R extends TSchema ? Static<R> : unknown>
}

export function defineRoute<
  P extends TSchema | undefined = undefined,
  Q extends TSchema | undefined = undefined,
  B extends TSchema | undefined = undefined,
  R extends TSchema | undefined = undefined,
>(route: Route<P, Q, B, R>): Route {
  return route as unknown as Route
}
