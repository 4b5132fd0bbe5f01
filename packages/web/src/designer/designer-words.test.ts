import { expect, test } from 'vitest'
import { DESIGNER_WORDS } from './designer-words.ts'

/** Every message as path and text; a function is called with plain arguments. */
function messages(table: object, path = ''): [string, string][] {
  return Object.entries(table).flatMap(([key, value]): [string, string][] => {
    const here = `${path}${key}`
    if (typeof value === 'string') return [[here, value]]
    if (typeof value === 'function') return [[here, String(value(3, 4, 5))]]
    return messages(value as object, `${here}.`)
  })
}

test('both languages have every message, none is empty, and each is in its own letters', () => {
  const zh = new Map(messages(DESIGNER_WORDS.zh))
  const en = new Map(messages(DESIGNER_WORDS.en))
  expect([...en.keys()].sort()).toEqual([...zh.keys()].sort())
  expect([...zh, ...en].filter(([, text]) => text.trim() === '')).toEqual([])
  expect([...en].filter(([, text]) => /\p{Script=Han}/u.test(text))).toEqual([])
  expect([...zh].filter(([, text]) => /\p{Script=Han}[,;:?!.]/u.test(text))).toEqual([])
})
