/** The longest name that is kept, in characters. */
const LONGEST = 120
/** Shown where nothing of a name is left. */
const NAMELESS = '附件'

/** Characters that cannot be seen: controls, directions of writing, joiners. They make a name look like another. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\u2028\u2029]/gu
/** Characters that Windows does not allow in names. */
const FORBIDDEN = /[<>:"|?*]/g
/** Names that mean devices on Windows, whatever their extension. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i

/** A name as it can be shown, stored on any system and sent in a header: never a path, never empty. */
export function safeFileName(name: string): string {
  const last = name.toWellFormed().normalize('NFC').split(/[/\\]/).at(-1)!
  const seen = last.replace(UNSEEN, '').replace(FORBIDDEN, '_').replace(/\s+/g, ' ')
  const trimmed = seen.replace(/^[. ]+|[. ]+$/g, '')
  const named = trimmed === '' ? NAMELESS : DEVICE.test(trimmed) ? `_${trimmed}` : trimmed
  return shortened(named)
}

function shortened(name: string): string {
  const characters = [...name]
  if (characters.length <= LONGEST) return name
  const extension = extensionOf(name)
  const tail = extension === '' || extension.length > 10 ? '' : `.${extension}`
  return `${characters
    .slice(0, LONGEST - tail.length)
    .join('')
    .trimEnd()}${tail}`
}

/** A name's extension in lower case without the dot; empty where it has none. */
export function extensionOf(name: string): string {
  return /[^.]\.([^.\s]+)$/u.exec(name)?.[1]?.toLowerCase() ?? ''
}

/** The header that names a download: for old readers in ASCII, for the rest in full (RFC 6266, RFC 8187). */
export function contentDisposition(how: 'inline' | 'attachment', name: string): string {
  const safe = safeFileName(name)
  const ascii = safe.replace(/[^ -~]/g, '_').replace(/["\\%;]/g, '_')
  const full = encodeURIComponent(safe).replace(
    /['()*!]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `${how}; filename="${ascii}"; filename*=UTF-8''${full}`
}
