import { expect, test } from 'vitest'
import { checkResidentId, maskResidentId } from './resident-id.ts'

test.each([
  // GB 11643's own examples
  ['11010519491231002X', '11010519491231002X', '1949-12-31'],
  ['440524188001010014', '440524188001010014', '1880-01-01'],
  // as people type it
  ['11010519491231002x', '11010519491231002X', '1949-12-31'],
  [' 110105 19491231 002X ', '11010519491231002X', '1949-12-31'],
  ['１１０１０５１９４９１２３１００２Ｘ', '11010519491231002X', '1949-12-31'],
])('%j is the number %s, born on %s', (text, value, bornOn) => {
  expect(checkResidentId(text)).toEqual({ ok: true, value, bornOn })
})

test.each([
  ['', 'length'],
  ['110105491231002', 'length'], // the 15-digit number of before 1999
  ['11010519491231002', 'length'],
  ['1101051949123100X2', 'characters'],
  ['11010519491231002Y', 'characters'],
  ['110105194913310029', 'birthday'],
  ['110105194902290021', 'birthday'],
  ['110105194912310021', 'check-character'],
  ['11010519491231020X', 'check-character'], // two digits exchanged
  ['11010519491231003X', 'check-character'],
])('%j is refused for its %s', (text, why) => {
  expect(checkResidentId(text)).toEqual({ ok: false, why })
})

test.each([
  ['11010519491231002x', '**************002X'],
  ['440524188001010014', '**************0014'],
  ['13812345678', '******************'],
  ['张三', '******************'],
  ['', '******************'],
])('%j is shown as %s', (text, masked) => {
  expect(maskResidentId(text)).toBe(masked)
})
