import { createHmac, timingSafeEqual } from 'node:crypto'

/** The header that carries a request's signature: `t=1764000000,v1=…`. */
export const SIGNATURE_HEADER = 'shishu-signature'

/** Seconds by which a receiver's clock may differ from ours. */
const TOLERANCE_SECONDS = 300

/**
 * Signs a body: HMAC-SHA256 under the subscription's secret over `<seconds>.<body>`, in hex. The time is signed too, so
 * that an old request cannot be sent again as a new one.
 */
export function signBody(secret: string, body: string, at: Date): string {
  const seconds = Math.floor(at.getTime() / 1000)
  return `t=${seconds},v1=${macOf(secret, seconds, body)}`
}

/** Whether a request was signed with the secret, not longer ago than the tolerance. What a receiver does. */
export function isSignedBy(secret: string, header: string, body: string, now: Date): boolean {
  const found = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header)
  if (found === null) return false
  const seconds = Number(found[1])
  if (Math.abs(now.getTime() / 1000 - seconds) > TOLERANCE_SECONDS) return false
  return timingSafeEqual(Buffer.from(found[2]!), Buffer.from(macOf(secret, seconds, body)))
}

function macOf(secret: string, seconds: number, body: string): string {
  return createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')
}
