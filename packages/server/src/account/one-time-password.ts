import { randomInt } from 'node:crypto'

/** Without characters that are mistaken for one another on paper or by telephone. */
const KINDS = ['abcdefghjkmnpqrstuvwxyz', 'ABCDEFGHJKLMNPQRSTUVWXYZ', '23456789', '-+=%@']
const LENGTH = 16

const pick = (from: string) => from[randomInt(from.length)]!

/** A random password with characters of every class, to be changed at once: about 90 bits. */
export function oneTimePassword(): string {
  const all = KINDS.join('')
  const letters = [...KINDS.map(pick), ...Array.from({ length: LENGTH - KINDS.length }, () => pick(all))]
  for (let at = letters.length - 1; at > 0; at -= 1) {
    const other = randomInt(at + 1)
    ;[letters[at], letters[other]] = [letters[other]!, letters[at]!]
  }
  return letters.join('')
}
