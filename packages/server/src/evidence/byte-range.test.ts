import { expect, test } from 'vitest'
import { byteRange } from './byte-range.ts'

test.each([
  // header, of 1000 bytes → from, to; null: the whole; undefined: nothing
  [undefined, null],
  ['bytes=0-499', [0, 499]],
  ['bytes=500-', [500, 999]],
  ['bytes=-300', [700, 999]],
  ['bytes=-3000', [0, 999]],
  ['bytes=900-5000', [900, 999]],
  ['bytes=1000-', undefined],
  ['bytes=-0', undefined],
  ['bytes=5-2', null],
  ['bytes=0-1,5-6', null],
  ['lines=0-1', null],
  ['bytes=-', null],
  ['bytes=99999999999999999999-', null],
])('%s → %o', (header, expected) => {
  const range = byteRange(header, 1000)
  expect(range == null ? range : [range.start, range.end]).toEqual(expected)
})
