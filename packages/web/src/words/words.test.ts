import { expect, test } from 'vitest'
import { fullDay, fullMonth, shortDay } from './day-words.ts'
import { WORDS } from './language.ts'

/** Every message as path and text; a function is called with plain arguments. */
function messages(table: object, path = ''): [string, string][] {
  return Object.entries(table).flatMap(([key, value]): [string, string][] => {
    const here = `${path}${key}`
    if (typeof value === 'string') return [[here, value]]
    if (typeof value === 'function') return [[here, String(value(3, 4, 5))]]
    return messages(value as object, `${here}.`)
  })
}

test('both languages have every message, and none is empty', () => {
  const zh = new Map(messages(WORDS.zh))
  const en = new Map(messages(WORDS.en))
  expect([...en.keys()].sort()).toEqual([...zh.keys()].sort())
  expect([...zh, ...en].filter(([, text]) => text.trim() === '')).toEqual([])
})

test('English says nothing in Chinese but the name of the other language', () => {
  const chinese = messages(WORDS.en).filter(([, text]) => /\p{Script=Han}/u.test(text))
  expect(chinese).toEqual([['language.other', '中文']])
})

test('Chinese is punctuated as Chinese', () => {
  const wrong = messages(WORDS.zh).filter(([, text]) => /\p{Script=Han}[,;:?!.]/u.test(text))
  expect(wrong).toEqual([])
})

test.each([
  ['zh', '3月5日', '2026年3月5日', '2026年3月'],
  ['en', '5 Mar', '5 Mar 2026', 'Mar 2026'],
] as const)('days in %s', (language, short, full, month) => {
  const words = WORDS[language]
  expect(shortDay('2026-03-05', words)).toBe(short)
  expect(shortDay('2026-03-05', words, '2026')).toBe(short)
  expect(shortDay('2026-03-05', words, '2027')).toBe(full)
  expect(fullDay('2026-03-05', words)).toBe(full)
  expect(fullMonth('2026-03', words)).toBe(month)
})
