import type { FastifyRequest } from 'fastify'
import { serverError } from '../server-errors.ts'

/** The header that our own pages send with whatever changes something: no form or link of another site can. */
export const OWN_HEADER = 'x-shishu'

const READING = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses a request that another site's page had a browser make (CSRF): whatever changes something must carry our header,
 * and come from our own address where the browser says from which.
 * Errors  request.cross-site
 */
export function checkOrigin(request: FastifyRequest, baseUrl: string): void {
  if (READING.has(request.method)) return
  const { origin } = request.headers
  const own =
    origin === undefined || origin === new URL(baseUrl).origin || new URL(origin).host === request.headers.host
  if (own && request.headers[OWN_HEADER] !== undefined) return
  throw serverError('request.cross-site', {})
}
