import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { isSignedBy, signBody } from './signature.ts'

const AT = new Date('2026-03-05T01:02:03.900Z')
const header = signBody('whsec_one', '{"a":1}', AT)

test('the header is the time in seconds and the HMAC-SHA256 of time and body', () => {
  const mac = createHmac('sha256', 'whsec_one').update('1772672523.{"a":1}').digest('hex')
  expect(header).toBe(`t=1772672523,v1=${mac}`)
})

test.each([
  // secret       header                              body        minutes later  holds
  ['whsec_one', header, '{"a":1}', 0, true],
  ['whsec_one', header, '{"a":1}', 4, true],
  ['whsec_one', header, '{"a":1}', 6, false], // an old request, sent again
  ['whsec_two', header, '{"a":1}', 0, false],
  ['whsec_one', header, '{"a":2}', 0, false],
  ['whsec_one', header.replace('t=1772672523', 't=1772672524'), '{"a":1}', 0, false],
  ['whsec_one', 'v1=', '{"a":1}', 0, false],
  ['whsec_one', '', '{"a":1}', 0, false],
])('%s, %s, %s, %i minutes later: %s', (secret, given, body, minutes, expected) => {
  expect(isSignedBy(secret, given, body, new Date(AT.getTime() + minutes * 60_000))).toBe(expected)
})
