import { createHash } from 'node:crypto'

/**
 * Draws the entries for a second look (回头看): as many as the share asks for, rounded up, in an order that only the
 * journal's seal decides. The seal is not known before the last booking it covers, so nobody can choose the sample; and
 * whoever has the seal and the list can draw it again.
 * @param seal   hex, of the position at which the list was closed
 * @param share  from 0 to 1
 */
export function drawSample(seal: string, entries: readonly string[], share: number): string[] {
  const lot = (entry: string) => createHash('sha256').update(`${seal} ${entry}`).digest('hex')
  const drawn = entries
    .map((entry) => ({ entry, lot: lot(entry) }))
    .sort((one, other) => (one.lot < other.lot ? -1 : 1))
  return drawn.slice(0, Math.ceil(entries.length * share)).map(({ entry }) => entry)
}
