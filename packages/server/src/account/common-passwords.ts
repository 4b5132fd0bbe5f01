import { readFileSync } from 'node:fs'

/** Written for letters in passwords, and the digits that the signs above them stand for. */
const LETTER_FOR = { '@': 'a', '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', $: 's', '!': 'i' } as const
const DIGIT_FOR = {
  '!': '1',
  '@': '2',
  '#': '3',
  $: '4',
  '%': '5',
  '^': '6',
  '&': '7',
  '*': '8',
  '(': '9',
  ')': '0',
} as const
const SHORTEST_WORD = 4
/** Digits and signs at the ends of a word, a date among them; more of them are a secret by themselves. */
const MOST_DRESSING = 10

let known: ReadonlySet<string> | undefined

/** Read when the first password is set; few processes ever set one. */
function commonWords(): ReadonlySet<string> {
  known ??= new Set(
    readFileSync(new URL('common-passwords.txt', import.meta.url), 'utf8')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#')),
  )
  return known
}

/**
 * Whether a password is one of the most common, or one of them dressed up: other capitals, signs for letters, digits and signs
 * at its ends (P@ssw0rd2026!), or a walk over the keyboard with some keys shifted (1qaz@WSX3edc).
 */
export function isCommonPassword(password: string): boolean {
  const small = password.toLowerCase()
  const word = trimmed(replaced(trimmed(small), LETTER_FOR))
  const dressed = word.length >= SHORTEST_WORD && small.length - word.length <= MOST_DRESSING
  const words = commonWords()
  return (dressed && words.has(word)) || words.has(replaced(small, DIGIT_FOR))
}

const trimmed = (text: string): string => text.replace(/^[^a-z]+|[^a-z]+$/g, '')

const replaced = (text: string, by: Readonly<Record<string, string>>): string =>
  [...text].map((letter) => by[letter] ?? letter).join('')
