import type { IncomingHttpHeaders } from 'node:http'

/**
 * The token that a request carries (RFC 6750), or undefined. A request with one is asked by a program: no browser adds it
 * by itself, and a cookie beside it is not looked at.
 */
export function bearerOf({ authorization }: IncomingHttpHeaders): string | undefined {
  return /^bearer +([\w.~+/=-]{1,200})$/i.exec(authorization ?? '')?.[1]
}
