import { expect, test } from 'vitest'
import { ShishuError } from './define-errors.ts'
import { KERNEL_ERRORS, kernelError } from './kernel-errors.ts'

/** Facts that answer to any name, so that every text can be made. */
const anyFacts = new Proxy(
  {},
  { get: (_, name) => (['allowed', 'fields', 'problems', 'known'].includes(String(name)) ? ['甲'] : '乙') },
)

test.each(Object.keys(KERNEL_ERRORS) as (keyof typeof KERNEL_ERRORS)[])('%s is said in both languages', (code) => {
  const { texts } = new ShishuError(
    code,
    {},
    {
      zh: KERNEL_ERRORS[code].zh(anyFacts as never),
      en: KERNEL_ERRORS[code].en(anyFacts as never),
    },
  )
  expect(texts.zh).toMatch(/[。甲]$/)
  expect(texts.zh).toMatch(/\p{Script=Han}/u)
  expect(texts.en).toMatch(/[.甲]$/)
  expect(`${texts.zh}${texts.en}`).not.toMatch(/undefined|\[object/)
})

test('an error carries its code and facts, and knows nothing of where it is shown', () => {
  const error = kernelError('day.malformed', { text: '3月5日' })
  expect(error).toMatchObject({ name: 'ShishuError', code: 'day.malformed', facts: { text: '3月5日' } })
  expect(error.message).toBe('day.malformed: “3月5日”不是有效日期，请写成 2026-03-05 这样的年月日。')
  expect(error.text('en')).toBe('"3月5日" is not a date; write it as 2026-03-05.')
})
