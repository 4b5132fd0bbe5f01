import type { FastifyInstance } from 'fastify'
import ipaddr from 'ipaddr.js'
import type { Metrics } from '../operation/metrics.ts'
import type { Readiness } from '../operation/readiness.ts'
import { serverError } from '../server-errors.ts'
import { parseRange } from '../webhook/guard-address.ts'

interface OperationParts {
  ready: () => Promise<Readiness>
  metrics: Metrics
  /** Ranges of addresses that may read the metrics. */
  metricsAllow: readonly string[]
}

/** What watches the server asks: whether it lives, whether it can work, what it measures. None of it names anybody. */
export function addOperationRoutes(app: FastifyInstance, { ready, metrics, metricsAllow }: OperationParts): void {
  app.get('/health/live', { schema: { hide: true } }, async () => ({ alive: true }))
  app.get('/health/ready', { schema: { hide: true } }, async (_request, reply) => {
    const { ready: isReady, checks } = await ready()
    reply.status(isReady ? 200 : 503).header('cache-control', 'no-store')
    // What is wrong is in the log: it may name folders.
    return { ready: isReady, checks: checks.map(({ name, ok }) => ({ name, ok })) }
  })
  app.get('/metrics', { schema: { hide: true } }, async (request, reply) => {
    if (!isAllowed(request.ip, metricsAllow)) throw serverError('route.unknown', { path: '/metrics' })
    reply.type(metrics.contentType)
    return metrics.text()
  })
}

function isAllowed(ip: string, ranges: readonly string[]): boolean {
  const address = ipaddr.process(ip)
  return ranges.map(parseRange).some(([base, bits]) => base.kind() === address.kind() && address.match(base, bits))
}
