/**
 * The page to return to after signing in: a path of this application, or the first page. An address may name no other
 * site, however it is spelled, and not the sign-in page itself.
 */
export function readBack(text: string): string {
  const here = 'https://here.invalid'
  const url = URL.canParse(text, here) ? new URL(text, here) : null
  if (url === null || url.origin !== here || !text.startsWith('/') || url.pathname.startsWith('//')) return '/'
  return url.pathname === '/sign-in' ? '/' : `${url.pathname}${url.search}${url.hash}`
}
