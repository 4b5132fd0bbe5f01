import { expect, test } from 'vitest'
import { pinyinInitials } from './pinyin-initials.ts'

test.each([
  ['青溪镇', 'qxz'],
  ['安全办小李', 'aqbxl'],
  ['矛盾纠纷排查化解', 'mdjfpchj'],
  ['鄂伦春', 'elc'],
  ['欧阳娜娜', 'oynn'],
  ['王五 二组', 'wwez'],
  ['热心冉', 'rxr'],
  ['周琳 A2', 'zla2'],
])('%s: %s', (text, initials) => {
  expect(pinyinInitials(text)).toBe(initials)
})
