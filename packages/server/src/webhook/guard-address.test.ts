import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo, LookupFunction } from 'node:net'
import { request } from 'undici'
import { expect, test } from 'vitest'
import { type AddressRules, checkUrl, guardedAgent, mayConnect, PUBLIC_ONLY } from './guard-address.ts'

const INTRANET: AddressRules = { allowed: ['10.20.0.0/16', 'fd12::/16', '59.255.3.4'], http: true }

test.each([
  // address                 public only, intranet
  ['8.8.8.8', true, true],
  ['2001:4860:4860::8888', true, true],
  ['::ffff:8.8.8.8', true, true],
  ['127.0.0.1', false, false],
  ['127.8.9.1', false, false],
  ['0.0.0.0', false, false],
  ['10.1.2.3', false, false],
  ['10.20.2.3', false, true], // allowed
  ['::ffff:10.20.2.3', false, true],
  ['::ffff:a00:1', false, false],
  ['172.16.0.1', false, false],
  ['172.31.255.255', false, false],
  ['172.32.0.1', true, true],
  ['192.168.1.1', false, false],
  ['169.254.169.254', false, false], // metadata
  ['168.63.129.16', false, false], // metadata behind a public number
  ['100.100.100.200', false, false], // metadata within carriers’ own range
  ['192.0.0.192', false, false],
  ['198.18.0.1', false, false],
  ['224.0.0.1', false, false],
  ['240.0.0.1', false, false],
  ['255.255.255.255', false, false],
  ['59.255.3.4', true, true],
  ['::', false, false],
  ['::1', false, false],
  ['::127.0.0.1', false, false],
  ['fe80::1', false, false],
  ['fe80::1%eth0', false, false],
  ['fec0::1', false, false],
  ['fd12::7', false, true], // allowed
  ['fd13::7', false, false],
  ['ff02::1', false, false],
  ['64:ff9b::7f00:1', false, false], // 127.0.0.1 behind NAT64
  ['64:ff9b:1::a00:1', false, false],
  ['2002:7f00:1::', false, false], // 127.0.0.1 by 6to4
  ['2001:0:7f00:1::', false, false], // Teredo
  ['2001:db8::1', false, false],
  ['4000::1', false, false], // given to nobody
  ['not an address', false, false],
])('%s may be connected to: %s, on the intranet %s', (address, inPublic, inIntranet) => {
  expect([mayConnect(address, PUBLIC_ONLY), mayConnect(address, INTRANET)]).toEqual([inPublic, inIntranet])
})

test.each([
  // url                                       the refusal, or where it leads
  ['https://example.org/a?b=1', 'https://example.org/a?b=1'],
  ['http://example.org/', 'address.malformed'], // in the clear
  ['ftp://example.org/', 'address.malformed'],
  ['file:///etc/passwd', 'address.malformed'],
  ['gopher://127.0.0.1:6379/_flushall', 'address.malformed'],
  ['https://user:word@example.org/', 'address.malformed'],
  ['example.org', 'address.malformed'],
  ['', 'address.malformed'],
  ['https://127.0.0.1/', 'address.refused'],
  ['https://127.1/', 'address.refused'],
  ['https://2130706433/', 'address.refused'],
  ['https://0x7f000001/', 'address.refused'],
  ['https://0x7f.0.0.1/', 'address.refused'],
  ['https://017700000001/', 'address.refused'],
  ['https://１２７.０.０.１/', 'address.refused'],
  ['https://[::1]/', 'address.refused'],
  ['https://[::ffff:127.0.0.1]/', 'address.refused'],
  ['https://[0:0:0:0:0:ffff:7f00:1]/', 'address.refused'],
  ['https://169.254.169.254/latest/meta-data', 'address.refused'],
  ['https://8.8.8.8/', 'https://8.8.8.8/'],
])('%s → %s', (text, expected) => {
  expect(attempt(() => checkUrl(text, PUBLIC_ONLY).href)).toBe(expected)
})

test('a closed network may allow plain http and its own ranges', () => {
  expect(checkUrl('http://10.20.1.1/hook', INTRANET).href).toBe('http://10.20.1.1/hook')
  expect(attempt(() => checkUrl('http://10.21.1.1/hook', INTRANET).href)).toBe('address.refused')
})

test('a name is refused when any of its addresses is internal', async () => {
  const agent = guardedAgent({ ...PUBLIC_ONLY, http: true }, { lookup: answers(['8.8.8.8', '192.168.1.1']) })
  await expect(request('http://both.example/', { dispatcher: agent })).rejects.toMatchObject({
    code: 'address.refused',
  })
})

test('a name that nobody knows is said to be unknown', async () => {
  const nobody: LookupFunction = (_, __, callback) => callback(new Error('ENOTFOUND'), '')
  const agent = guardedAgent(PUBLIC_ONLY, { lookup: nobody })
  await expect(request('https://nobody.example/', { dispatcher: agent })).rejects.toMatchObject({
    code: 'address.unresolved',
  })
})

test('localhost under its own resolver is refused, and so are addresses in digits', async () => {
  const agent = guardedAgent({ ...PUBLIC_ONLY, http: true })
  for (const url of ['http://localhost:1/', 'http://127.0.0.1:1/', 'http://[::1]:1/']) {
    await expect(request(url, { dispatcher: agent })).rejects.toMatchObject({ code: 'address.refused' })
  }
})

test('the connection goes to the very address that was checked: a name that changes its answer gains nothing', async () => {
  let asked = 0
  let reached = 0
  const server = createServer((_, response) => {
    reached += 1
    response.end('internal')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  // First a harmless answer, for whoever checks; then the internal one, for whoever connects.
  const rebinding: LookupFunction = (_, options, callback) => {
    asked += 1
    answers([asked === 1 ? '203.0.113.1' : '127.0.0.1'])('', options, callback)
  }
  const rules = { ...PUBLIC_ONLY, allowed: ['203.0.113.0/24'], http: true }
  const agent = guardedAgent(rules, { lookup: rebinding, timeoutMs: 500 })
  const signal = AbortSignal.timeout(2_000)
  await expect(request(`http://rebinding.example:${port}/`, { dispatcher: agent, signal })).rejects.toThrow()
  expect([asked, reached]).toEqual([1, 0])
  // Asked anew, it is checked anew.
  await expect(request(`http://rebinding.example:${port}/`, { dispatcher: agent })).rejects.toMatchObject({
    code: 'address.refused',
  })
  expect([asked, reached]).toEqual([2, 0])
  server.close()
})

const answers =
  (addresses: readonly string[]): LookupFunction =>
  (_, __, callback) =>
    callback(null, addresses.map((address) => ({ address, family: 4 })) as never)

function attempt(work: () => string): string {
  try {
    return work()
  } catch (error) {
    return String((error as { code?: unknown }).code)
  }
}
