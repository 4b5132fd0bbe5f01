import { expect, test } from 'vitest'
import { FILE_ERRORS } from './evidence-errors.ts'

const FACTS = {
  limitBytes: 20_000_000,
  limitPixels: 50_000_000,
  extension: 'jpg',
  type: 'PDF',
  detail: 'x',
  signature: 'x',
  sha256: 'ab',
}

test.each(Object.entries(FILE_ERRORS))('%s says in both languages what is wrong and what to do', (_, text) => {
  const [zh, en] = [text.zh(FACTS as never), text.en(FACTS as never)]
  expect(zh).toMatch(/请.*。$|可以.*。$/)
  expect(en).toMatch(/\.$/)
  expect(`${zh}${en}`).not.toMatch(/undefined|NaN/)
})
