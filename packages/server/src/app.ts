import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import Fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyReply, LogController } from 'fastify'
import { boundedRefusals } from './audit/bounded-refusals.ts'
import { requestRate } from './limit/request-rate.ts'
import { turnsOfPerson } from './limit/turns-of-person.ts'
import { problemOf } from './problem/problem.ts'
import { addApiDocument } from './route/api-document.ts'
import { languageOf, type RegisterOptions, register } from './route/register.ts'
import { ROUTES } from './routes/index.ts'
import { serverError } from './server-errors.ts'
import type { Services } from './services.ts'

export interface AppOptions extends RegisterOptions {
  logger?: FastifyBaseLogger
  /** Addresses of reverse proxies whose word on the client's address is taken. */
  trustProxy?: string[]
  /** Requests a minute of one account. */
  perMinute?: number
  /** Requests a minute from one address, whoever asks; ten times those of an account by default. */
  perMinuteOfAddress?: number
  /** Attempts to sign in a minute from one address. */
  signInPerMinute?: number
  /** Files of a certificate and its key, where the server itself speaks TLS. */
  tls?: { certificate: string; key: string }
  /** Told of every answer. */
  onAnswered?: (method: string, route: string | undefined, status: number, seconds: number) => void
  /** What is served besides the API. */
  more?: (app: FastifyInstance) => Promise<void>
}

function tlsOf({ certificate, key }: { certificate: string; key: string }) {
  return { cert: readFileSync(certificate), key: readFileSync(key), minVersion: 'TLSv1.2' as const }
}

/** A connection without a byte either way ends; an answer that takes its time is a task, or tells that it lives. */
const SILENT_MS = 300_000
/** For the head of a request. Whoever sends it piece by piece holds a connection no longer. */
const HEADERS_MS = 20_000

/** What no page of ours asks of a browser. */
const UNUSED_FEATURES = [
  'accelerometer',
  'bluetooth',
  'browsing-topics',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'hid',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'serial',
  'usb',
  'xr-spatial-tracking',
]
const PERMISSIONS = UNUSED_FEATURES.map((feature) => `${feature}=()`).join(', ')

/** The HTTP server, ready to listen or to be asked directly. */
export async function buildApp(services: Services, options: AppOptions = {}): Promise<FastifyInstance> {
  const app = Fastify({
    ...(options.logger === undefined ? { logger: false } : { loggerInstance: options.logger }),
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: options.trustProxy ?? false,
    genReqId: () => randomUUID(),
    // An address that cannot be read reaches no route, and is answered in the same form.
    frameworkErrors: (error, request, reply) => {
      const problem = problemOf(error, request.id, languageOf(request))
      const answer = reply as unknown as FastifyReply
      answer.status(problem.status).type('application/problem+json').send(problem)
    },
    ...(options.tls === undefined ? {} : { https: tlsOf(options.tls) }),
    bodyLimit: 1 << 20,
    // An address longer than this is no address of ours.
    routerOptions: { maxParamLength: 200 },
    requestTimeout: 120_000,
    connectionTimeout: SILENT_MS,
  })
  app.server.headersTimeout = HEADERS_MS
  app.decorateRequest('person', null)
  // Answers that last as long as what they tell of end when the server stops, rather than hold it up.
  const stopping = new AbortController()
  app.decorate('stopping', stopping.signal)
  app.addHook('preClose', async () => stopping.abort())
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('permissions-policy', PERMISSIONS)
    // What a person sees is kept nowhere on the way, unless a route says otherwise.
    reply.header('cache-control', 'no-store')
  })
  app.addHook('onResponse', async (request, reply) => {
    options.onAnswered?.(request.method, request.routeOptions.url, reply.statusCode, reply.elapsedTime / 1000)
  })
  // Routes check their own shapes (route/check-shape.ts): after who asks, and with errors in our words.
  app.setValidatorCompiler(() => () => true)
  app.setSerializerCompiler(() => (data) => JSON.stringify(data))
  app.setErrorHandler(async (error, request, reply) => {
    const problem = problemOf(error, request.id, languageOf(request))
    if (problem.status >= 500) request.log.error({ err: error }, 'request failed')
    return reply.status(problem.status).type('application/problem+json').send(problem)
  })
  app.setNotFoundHandler(async (request, reply) => {
    const path = request.url.split('?')[0]!.slice(0, 200)
    const problem = problemOf(serverError('route.unknown', { path }), request.id, languageOf(request))
    return reply.status(404).type('application/problem+json').send(problem)
  })
  await app.register(helmet, {
    contentSecurityPolicy: {
      directives: {
        'default-src': ["'self'"],
        'script-src': ["'self'"],
        // The component library sets styles on elements.
        'style-src': ["'self'", "'unsafe-inline'"],
        'img-src': ["'self'", 'data:', 'blob:'],
        'connect-src': ["'self'"],
        'frame-ancestors': ["'none'"],
        'object-src': ["'none'"],
        'base-uri': ["'none'"],
        'form-action': ["'self'"],
        'upgrade-insecure-requests': null,
      },
    },
    crossOriginEmbedderPolicy: false,
    strictTransportSecurity: services.baseUrl.startsWith('https:') ? { maxAge: 31_536_000 } : false,
    referrerPolicy: { policy: 'same-origin' },
  })
  await app.register(cookie)
  // A page of entries is compressed in place: handing it to another thread and back takes longer.
  await app.register(compress, { threshold: 1024, syncThreshold: 256 * 1024, encodings: ['br', 'gzip'] })
  await app.register(rateLimit, {
    global: false,
    errorResponseBuilder: (_request, { ttl }) => serverError('request.too-many', { seconds: Math.ceil(ttl / 1000) }),
  })
  const perMinute = options.perMinute ?? 1200
  const rate = requestRate(app, { ofAddress: options.perMinuteOfAddress ?? perMinute * 10, ofAccount: perMinute })
  // Before whose session it is, which asks the database.
  app.addHook('onRequest', rate.ofAddress)
  const refusals = boundedRefusals(services.audit)
  const minute = setInterval(() => {
    try {
      refusals.endMinute()
    } catch (error) {
      // The audit log's queue is full: readiness says so, and requests that must be audited are refused.
      app.log.error({ err: error }, 'refusals not counted')
    }
  }, 60_000).unref()
  app.addHook('onClose', async () => {
    clearInterval(minute)
    refusals.endMinute()
  })
  const limits = { rate, refusals, inTurn: turnsOfPerson() }
  await app.register(multipart, { limits: { files: 1, fields: 20, fieldSize: 10_000, headerPairs: 50 } })
  await addApiDocument(app, services.baseUrl)
  for (const route of ROUTES) register(app, services, route, limits, options)
  await options.more?.(app)
  return app
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Aborted when the server begins to stop. */
    stopping: AbortSignal
  }
}
