/** A request's `cookie` as the library takes it; without it where it holds what no header may hold. */
export function withCookie(cookieHeader: string | undefined): Headers {
  const sound = cookieHeader !== undefined && /^[\t\x20-\x7e\x80-\xff]*$/.test(cookieHeader)
  return new Headers(sound ? { cookie: cookieHeader } : {})
}
