import type { FastifyRequest } from 'fastify'
import { serverError } from '../server-errors.ts'
import { bearerOf } from '../token/bearer.ts'

/** The header that our own pages send with whatever changes something: no form or link of another site can. */
export const OWN_HEADER = 'x-shishu'

const READING = new Set(['GET', 'HEAD', 'OPTIONS'])
/** What a browser says of the page that asks (Fetch Metadata) where it is ours, or where no page asks. */
const OWN_SITES = new Set(['same-origin', 'none'])

/**
 * Refuses a request that another site's page had a browser make (CSRF): whatever changes something must carry our header,
 * and come from our own address where the browser says from which. A program's token is proof enough: no browser adds it.
 * Errors  request.cross-site
 */
export function checkOrigin(request: FastifyRequest, baseUrl: string): void {
  if (READING.has(request.method) || bearerOf(request.headers) !== undefined) return
  const { origin, host, 'sec-fetch-site': site = 'none' } = request.headers
  const here = origin === undefined || origin === new URL(baseUrl).origin || isAt(origin, host)
  if (here && OWN_SITES.has(String(site)) && request.headers[OWN_HEADER] !== undefined) return
  throw serverError('request.cross-site', {})
}

/** Whether an origin is that of a host; the `null` of a page in a sandbox is nobody's. */
function isAt(origin: string, host: string | undefined): boolean {
  const at = URL.parse(origin)?.host ?? ''
  return at !== '' && at === host
}
