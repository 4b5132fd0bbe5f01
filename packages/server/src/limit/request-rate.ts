import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { serverError } from '../server-errors.ts'

const MINUTE_MS = 60_000

/** Counts a request, and refuses it where the minute has had its number. Errors: request.too-many. */
export type RateCheck = (request: FastifyRequest, reply: FastifyReply) => Promise<void>

/** How many requests a minute are answered. Needs @fastify/rate-limit on the server. */
export interface RequestRate {
  /** Of one address, whoever asks: before anything costs the server work. IPv6 addresses count by their /64 network. */
  ofAddress: RateCheck
  /** Of one account, from whatever addresses; asked once it is known whose session a request carries. */
  ofAccount: RateCheck
}

export function requestRate(app: FastifyInstance, most: { ofAddress: number; ofAccount: number }): RequestRate {
  const account = (request: FastifyRequest) => request.person?.account ?? ''
  return {
    ofAddress: checkOf(app.createRateLimit({ max: most.ofAddress, timeWindow: MINUTE_MS })),
    ofAccount: checkOf(app.createRateLimit({ max: most.ofAccount, timeWindow: MINUTE_MS, keyGenerator: account })),
  }
}

function checkOf(rate: ReturnType<FastifyInstance['createRateLimit']>): RateCheck {
  return async (request, reply) => {
    const found = await rate(request)
    if (found.isAllowed || !found.isExceeded) return
    reply.header('retry-after', found.ttlInSeconds)
    throw serverError('request.too-many', { seconds: found.ttlInSeconds })
  }
}
