/** The part of a file that is asked for: first and last byte. */
export interface ByteRange {
  start: number
  end: number
}

/**
 * Reads the header Range (RFC 9110, 14.2) for a file of `size` bytes: null where the whole is to be sent, also for several
 * ranges and other units; undefined where nothing of the file lies in the range.
 */
export function byteRange(header: string | undefined, size: number): ByteRange | null | undefined {
  const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '') ?? []
  if (first === undefined || last === undefined || (first === '' && last === '')) return null
  if (first === '')
    return Number(last) === 0 || size === 0 ? undefined : { start: Math.max(size - Number(last), 0), end: size - 1 }
  const start = Number(first)
  const end = last === '' ? size - 1 : Math.min(Number(last), size - 1)
  if (last !== '' && Number(last) < start) return null
  return start >= size ? undefined : { start, end }
}
