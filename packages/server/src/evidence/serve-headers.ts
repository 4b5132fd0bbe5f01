import { contentDisposition } from './file-name.ts'
import { findFileType } from './file-type.ts'

/** Kinds that a browser may show in place: they run nothing. */
const SHOWN = new Set(['picture', 'pdf'])

/**
 * The headers under which a kept file is served: never taken for another kind, never run, never shown by a site that is
 * not ours. A kind that is not accepted (any more) is served as bytes to be saved.
 */
export function serveHeaders(mediaType: string, name: string): Record<string, string> {
  const type = findFileType(mediaType)
  const shown = type !== undefined && SHOWN.has(type.checkedAs)
  return {
    'content-type': type?.mediaType ?? 'application/octet-stream',
    'content-disposition': contentDisposition(shown ? 'inline' : 'attachment', name),
    'x-content-type-options': 'nosniff',
    'content-security-policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'",
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    // Who may see a file can change, its bytes cannot: ask again, but do not send it again.
    'cache-control': 'private, no-cache',
  }
}
