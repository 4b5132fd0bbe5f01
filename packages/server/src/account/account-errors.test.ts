import { expect, test } from 'vitest'
import { ACCOUNT_ERRORS } from './account-errors.ts'

const anyFacts = new Proxy({}, { get: (_, name) => (String(name).startsWith('problems') ? ['甲'] : '乙') })

test.each(Object.entries(ACCOUNT_ERRORS))('%s is said in both languages', (_, text) => {
  const [zh, en] = [text.zh(anyFacts as never), text.en(anyFacts as never)]
  expect(zh).toMatch(/\p{Script=Han}.*。$/u)
  expect(en).toMatch(/\.$/)
  expect(`${zh}${en}`).not.toMatch(/undefined|\[object/)
})
