import type { Auth } from './better-auth.ts'
import { withCookie } from './cookie-header.ts'

/** Cookies that are remembered, and the longest of them in characters. */
const REMEMBERED = 5_000
const LONGEST = 2_000

const remembered = new WeakMap<Auth, Map<string, string>>()

/**
 * The session's token in a request's `cookie` header, where its signature is ours; null otherwise.
 *
 * The library imports its key and verifies on another thread for every request, which takes longer than to find the
 * session. A signature that was ours once stays so: whether the session still lives is asked of the database each time.
 */
export async function readSessionToken(auth: Auth, cookieHeader: string): Promise<string | null> {
  const known = remembered.get(auth) ?? new Map<string, string>()
  remembered.set(auth, known)
  const found = known.get(cookieHeader)
  if (found !== undefined) return found
  const token = await auth.api.readSessionToken({ headers: withCookie(cookieHeader) })
  if (token === null || cookieHeader.length > LONGEST) return token
  // The first that was remembered goes first: whoever still uses it is remembered anew.
  if (known.size >= REMEMBERED) known.delete(known.keys().next().value!)
  known.set(cookieHeader, token)
  return token
}
