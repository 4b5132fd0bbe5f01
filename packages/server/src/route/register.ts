import { COUNTRY, codeRange, dayOfInstant, type Language, type Rights, ShishuError } from '@shishu/kernel'
import { type AuditDetails, adoptDefinitions, type Book, bookFor, scopeOf, storeError } from '@shishu/store'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { TSchema } from 'typebox'
import { actsOf } from '../audit/audit-sink.ts'
import type { BoundedRefusals } from '../audit/bounded-refusals.ts'
import type { RequestRate } from '../limit/request-rate.ts'
import type { turnsOfPerson } from '../limit/turns-of-person.ts'
import { problemOf } from '../problem/problem.ts'
import { serverError } from '../server-errors.ts'
import type { Services } from '../services.ts'
import { NOBODY, type Person, rightsOn } from '../session/person.ts'
import { authorise } from './authorise.ts'
import { type Part, shapeOf } from './check-shape.ts'
import { checkOrigin } from './cross-site.ts'
import { documented } from './document.ts'
import type { Asked, Route } from './route.ts'

export interface RegisterOptions {
  /** False only in the test that shows the database refusing by itself what the API lets through. */
  authorises?: boolean
  /** True in tests: an answer that is not as its schema says fails. */
  checksResponses?: boolean
  /** Attempts a minute from one address at what takes a password, a code or a link; 20 by default. */
  signInPerMinute?: number
  /** Told of each row that the audit log would not take after the answer had left. */
  onAuditLost?: () => void
}

/** What keeps one address or one person from taking what is everybody's; one of each for all routes. */
export interface Limits {
  rate: RequestRate
  refusals: BoundedRefusals
  inTurn: ReturnType<typeof turnsOfPerson>
}

/** Adds a route to the server: who asks, whether the request is well formed, whether it is allowed, then what it does. */
export function register(
  app: FastifyInstance,
  services: Services,
  route: Route,
  limits: Limits,
  { authorises = true, checksResponses = false, signInPerMinute = 20, onAuditLost }: RegisterOptions = {},
): void {
  const shapes = shapesOf(route)
  const perMinute = route.perMinute === 'sign-in' ? signInPerMinute : route.perMinute
  app.route({
    method: route.method,
    url: route.url,
    schema: documented(route),
    config: {
      act: `${route.tag}.${route.method.toLowerCase()}`,
      ...(perMinute === undefined
        ? {}
        : {
            rateLimit: {
              max: perMinute,
              timeWindow: 60_000,
              keyGenerator: route.perMinute === 'sign-in' ? addressOf : askerOf,
            },
          }),
    },
    ...(route.bodyLimit === undefined ? {} : { bodyLimit: route.bodyLimit }),
    onRequest: async (request, reply) => {
      checkOrigin(request, services.baseUrl)
      request.person = await services.identify(request.headers)
      if (request.person !== null) await limits.rate.ofAccount(request, reply)
      if (route.access !== 'public' && request.person === null) throw serverError('session.needed', {})
      refuseRestricted(route, request.person)
      refuseToken(route, request.person)
    },
    handler: async (request, reply) => {
      const person = request.person ?? NOBODY
      const input = {
        params: shapes.params(request.params),
        query: shapes.query(request.query),
        body: shapes.body(request.body),
      }
      const now = services.book.clock().toISOString()
      const held = rightsOn(services.book.definitions, person, dayOfInstant(now))
      const rights = authorises ? held : EVERY_RIGHT
      if (route.access === 'rights') {
        const asked = route.asks!(input as never, services)
        request.asked = asked
        authorise(rights, asked)
      }
      const asker = { person, rights, language: languageOf(request) }
      const handleNow = () => {
        const book: Book = bookFor(services.book, scopeOf(services.book.definitions, held, person.account))
        return route.handle({ ...input, ...asker, services, book, request, reply } as never)
      }
      reply.status(route.status ?? 200)
      // An upload takes as long as its sender's line, and holds no connection to the book meanwhile.
      const alone = person.account === '' || route.consumes !== undefined
      const handle = () => (route.consumes === undefined ? underDefinitionsInForce(services, handleNow) : handleNow())
      const result = alone ? await handle() : await limits.inTurn(person.account, handle)
      if (checksResponses && route.response !== undefined && !reply.sent) shapes.response(result)
      // What changes something is in the audit log before it is acknowledged.
      if (route.method !== 'GET') {
        await Promise.all(actsOf(request, 'done', null).map((act) => services.audit.write(act)))
      }
      if (reply.sent) return reply
      return result
    },
    errorHandler: async (error, request, reply) => {
      const problem = problemOf(error, request.id, languageOf(request))
      request.problem = problem.code
      if (problem.status >= 500) request.log.error({ err: error, code: problem.code }, 'request failed')
      if (request.problemDetail !== undefined) problem.detail = request.problemDetail
      reply.status(problem.status).type('application/problem+json').send(problem)
    },
    onResponse: async (request, reply) => {
      // Reads and refusals are noted; changes were written before they were acknowledged.
      const refused = request.problem !== undefined
      if (!refused && (route.method !== 'GET' || request.person == null)) return
      const outcome = !refused ? 'done' : reply.statusCode >= 500 ? 'failed' : 'refused'
      const unbounded = refused && (request.person === null || request.problem === 'request.too-many')
      const to = unbounded ? limits.refusals : services.audit
      try {
        for (const act of actsOf(request, outcome, request.problem ?? null)) to.note(act)
      } catch (error) {
        // The answer has left: all that remains is to let the operator know.
        request.log.error({ err: error }, 'audit row lost')
        onAuditLost?.()
      }
    },
  })
}

const addressOf = (request: FastifyRequest) => request.ip
/** The account where somebody is signed in, so that one office is not one asker; the address otherwise. */
const askerOf = (request: FastifyRequest) => request.person?.account ?? request.ip

/**
 * Does what a request asks; once more where definitions were put in force meanwhile, which books nothing. An upload is not
 * read twice.
 */
async function underDefinitionsInForce<T>({ book }: Services, handle: () => Promise<T>): Promise<T> {
  try {
    return await handle()
  } catch (error) {
    const changed = error instanceof ShishuError && error.code === 'book.definitions-changed'
    if (!changed || !(await adoptDefinitions(book))) throw error
    return handle()
  }
}

/** Refuses a program what is a person's own, and whatever changes something. Errors: access.refused. */
function refuseToken({ access, method, byToken }: Route, person: Person | null): void {
  if (person?.limitedTo === undefined || access === 'public' || byToken === true) return
  if (access !== 'rights' || method !== 'GET') throw storeError('access.refused', {})
}

/** Refuses whoever must first change the password or set up a second factor. Errors: session.*-needed. */
function refuseRestricted({ access, whileRestricted }: Route, person: Person | null): void {
  if (access === 'public' || whileRestricted === true || person === null || person.restricted === false) return
  const change = person.restricted === 'change-password'
  throw serverError(change ? 'session.password-change-needed' : 'session.second-factor-needed', {})
}

/** What the API believes where its check is switched off; the database still goes by the rights that are held. */
const EVERY_RIGHT: Rights = {
  may: () => true,
  mayAnywhere: () => true,
  mayTake: () => true,
  ranges: () => [codeRange(COUNTRY)],
}

function shapesOf({ params, query, body, response }: Route) {
  const shape = (part: Part, schema: TSchema | undefined) =>
    schema === undefined ? () => undefined : shapeOf(part, schema)
  return {
    params: shape('params', params),
    query: shape('query', query),
    body: shape('body', body),
    response: shape('response', response),
  }
}

/** The language of an answer: what the browser asks for first, Chinese otherwise. */
export function languageOf(request: FastifyRequest): Language {
  return /^\s*en\b/i.test(request.headers['accept-language'] ?? '') ? 'en' : 'zh'
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What the audit log calls a request that asked for no act of rights. */
    act?: string
  }
  interface FastifyRequest {
    /** Whoever's session the request carries; set before anything else is looked at. */
    person: Person | null
    /** The acts asked for. */
    asked?: Asked | readonly Asked[]
    /** Code of the refusal that it ended in. */
    problem?: string
    /** What the refusal shows besides. */
    problemDetail?: unknown
    /** Reason that the person gave, for the audit log. */
    auditReason?: string
    /** What the audit log says besides, such as the batch that was booked. */
    auditDetails?: AuditDetails
  }
}
