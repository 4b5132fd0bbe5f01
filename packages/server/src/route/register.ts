import { COUNTRY, codeRange, dayOfInstant, type Language, type Rights } from '@shishu/kernel'
import { bookFor, type OpenBook, scopeOf, storeError } from '@shishu/store'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { TSchema } from 'typebox'
import { actOf } from '../audit/audit-sink.ts'
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
}

/** Adds a route to the server: who asks, whether the request is well formed, whether it is allowed, then what it does. */
export function register(
  app: FastifyInstance,
  services: Services,
  route: Route,
  { authorises = true, checksResponses = false, signInPerMinute = 20 }: RegisterOptions = {},
): void {
  const shapes = shapesOf(route)
  const perMinute = route.perMinute === 'sign-in' ? signInPerMinute : route.perMinute
  app.route({
    method: route.method,
    url: route.url,
    schema: documented(route),
    config: {
      act: `${route.tag}.${route.method.toLowerCase()}`,
      ...(perMinute === undefined ? {} : { rateLimit: { max: perMinute, timeWindow: 60_000 } }),
    },
    ...(route.bodyLimit === undefined ? {} : { bodyLimit: route.bodyLimit }),
    onRequest: async (request) => {
      checkOrigin(request, services.baseUrl)
      request.person = await services.identify(request.headers)
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
        request.asked = Array.isArray(asked) ? asked[0] : (asked as Asked)
        authorise(rights, asked)
      }
      const book: OpenBook = bookFor(services.book, scopeOf(services.book.definitions, held, person.account))
      const ask = { ...input, services, book, person, rights, language: languageOf(request), request, reply }
      reply.status(route.status ?? 200)
      const result = await route.handle(ask as never)
      if (checksResponses && route.response !== undefined && !reply.sent) shapes.response(result)
      // What changes something is in the audit log before it is acknowledged.
      if (route.method !== 'GET') await services.audit.write(actOf(request, 'done', null))
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
      services.audit.note(actOf(request, outcome, request.problem ?? null))
    },
  })
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
    /** The first act asked for. */
    asked?: Asked
    /** Code of the refusal that it ended in. */
    problem?: string
    /** What the refusal shows besides. */
    problemDetail?: unknown
    /** Reason that the person gave, for the audit log. */
    auditReason?: string
  }
}
