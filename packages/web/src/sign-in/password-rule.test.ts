import { expect, test } from 'vitest'
import { WORDS } from '../words/language.ts'
import { passwordFaults } from './password-rule.ts'

const words = WORDS.zh.password
test.each([
  // current, next, again, faults
  ['old', 'Spring-flows-7', 'Spring-flows-7', {}],
  ['old', '春风又绿江南岸明月Ab1', '春风又绿江南岸明月Ab1', {}], // characters, not bytes
  ['old', 'Short-7', 'Short-7', { next: words.tooShort }],
  ['old', 'onlysmallletters', 'onlysmallletters', { next: words.tooPlain }],
  ['Spring-flows-7', 'Spring-flows-7', 'Spring-flows-7', { next: words.same }],
  ['', 'Spring-flows-7', 'Spring-flows-8', { current: words.needCurrent, again: words.differs }],
])('from %s to %s', (current, next, again, faults) => {
  expect(passwordFaults({ current, next, again }, words, true)).toEqual(faults)
})
