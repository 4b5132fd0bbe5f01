import { expect, test } from 'vitest'
import { DEFAULT_ACCOUNT_SETTINGS } from './account-settings.ts'
import { parseLoginName } from './login-name.ts'
import { oneTimePassword } from './one-time-password.ts'
import { checkPassword } from './password-rules.ts'

const RULES = DEFAULT_ACCOUNT_SETTINGS.password

test.each([
  // password             problems
  ['Rain-fall 2026', []],
  ['rainfall2026!', []], // three of four classes
  ['雨水2026Ab-xyz', []], // a Chinese character counts as another character
  ['Short-1', ['至少要 10 个字符']],
  ['onlysmallletters', ['大写字母、小写字母、数字、其他符号中至少要有 3 种']],
  ['smalland12345', ['大写字母、小写字母、数字、其他符号中至少要有 3 种']],
  ['my-WangLi-2026', ['不能含有登录名']],
  ['wangli', ['至少要 10 个字符', '大写字母、小写字母、数字、其他符号中至少要有 3 种', '不能含有登录名']],
  [`Aa1-${'x'.repeat(125)}`, ['至多 128 个字符']],
  ['P@ssw0rd2026!', ['太常见，容易被猜到，请换一个']],
  ['Qwerty-12345', ['太常见，容易被猜到，请换一个']],
  ['1qaz@WSX3edc', ['太常见，容易被猜到，请换一个']],
  ['Ｗangli-2026x', ['不能含有登录名']], // full-width letters are the same letters
] as const)('%s for wangli: %j', (password, problems) => {
  expect(checkPassword(password, 'wangli', RULES).map(({ zh }) => zh)).toEqual(problems)
})

test('a one-time password keeps the rules, and no two are the same', () => {
  const made = Array.from({ length: 200 }, oneTimePassword)
  for (const password of made) expect(checkPassword(password, 'wangli', RULES)).toEqual([])
  expect(new Set(made).size).toBe(made.length)
})

test.each([
  ['wang3', 'wang3'],
  [' WANG3 ', 'wang3'],
  ['ab', undefined],
  ['a'.repeat(33), undefined],
  ['wang.li', undefined],
  ['王丽丽', undefined],
  ['wang\nli', undefined],
])('the name %j is kept as %s', (text, name) => {
  expect(parseLoginName(text)).toBe(name)
})
