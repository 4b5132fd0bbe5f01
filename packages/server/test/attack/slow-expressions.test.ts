import { parseFormula, parseInstant, parseQuantity } from '@shishu/kernel'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { contentDisposition } from '../../src/evidence/file-name.ts'
import { csvLine } from '../../src/export/csv.ts'
import { escapeUnshown } from '../../src/operation/escape-unshown.ts'
import { pathWithoutValues } from '../../src/operation/request-path.ts'
import { form } from '../form.ts'
import { startTestServer, type TestServer, TOWN, VILLAGE } from '../server-fixture.ts'

/** What takes the square of its length takes minutes for these; what takes its length, milliseconds. */
const LENGTH = 100_000
const PUMPS = ['a', '1', ' ', '.', '0', '-', '‘', 'a1', '1,', '. ', '\u3000']
const TEXTS = PUMPS.flatMap((pump) => ['\u0000', 'a'].map((end) => `1${pump.repeat(LENGTH / pump.length)}${end}`))
/** Generous: other work shares the machine. */
const SOON_MS = 1_500

let on: TestServer
beforeAll(async () => {
  on = await startTestServer({ clock: () => new Date('2026-03-05T02:00:00Z') })
})
afterAll(() => on?.stop())

async function slow(work: (text: string) => unknown): Promise<string[]> {
  const found: string[] = []
  for (const text of TEXTS) {
    const started = performance.now()
    try {
      await work(text)
    } catch {
      // Refused is as good as read: what counts is how soon.
    }
    const took = performance.now() - started
    if (took > SOON_MS) found.push(`${text.slice(0, 4)}…${text.slice(-1)}: ${Math.round(took)} ms`)
  }
  return found
}

test.each<[string, (text: string) => unknown]>([
  ['an instant', parseInstant],
  ['a quantity', (text) => parseQuantity(text, 'yuan')],
  ['a formula', parseFormula],
  ['a cell of CSV', (text) => csvLine([text])],
  ['a line of the log', escapeUnshown],
  ['an address in the log', (text) => pathWithoutValues(`/api?${text}`)],
])('%s is read in the time of its length', async (_, work) => {
  expect(await slow(work)).toEqual([])
})

const json = (method: string, url: string, body: (text: string) => unknown, who = 'clerk') =>
  [`${method} ${url}`, (text: string) => on.ask(who, method, url, body(text))] as const

test.each<readonly [string, (text: string) => Promise<unknown>]>([
  json('POST', '/api/session', (text) => ({ name: text, password: text })),
  json('POST', '/api/enrolments', (text) => ({ token: text, password: text })),
  json('POST', '/api/session/tokens', (label) => ({ label, days: 1 })),
  json('POST', '/api/org-units', (name) => ({ units: [{ code: `${VILLAGE}001`, name }] }), 'sysadmin'),
  json('POST', '/api/accounts', (text) => ({ name: text, displayName: text, orgUnit: VILLAGE }), 'sysadmin'),
  json('PUT', '/api/session/mail-address', (address) => ({ address })),
  json('POST', '/api/webhooks', (url) => ({ url, orgUnit: TOWN, events: [url] }), 'sysadmin'),
  json('POST', '/api/ledgers/loans/check', (text) => ({ orgUnit: VILLAGE, rows: [{ slip: text, lentOn: text }] })),
  json('POST', `/api/towns/${TOWN}/bookings`, (text) => ({
    request: 'slow-expression',
    reason: text,
    changes: [{ kind: 'add', ledger: 'loans', orgUnit: text, values: { slip: text, [text]: 1 } }],
  })),
  [
    'an evidence file’s name',
    (text) => on.ask('clerk', 'POST', '/api/evidence', undefined, form(Buffer.from('%PDF-'), text.slice(-70_000))),
  ],
  [
    'the query of a list',
    (text) =>
      on.ask(
        'clerk',
        'GET',
        `/api/ledgers/loans/entries?org=${VILLAGE}&sort=${encodeURIComponent(text)}&filter=${encodeURIComponent(text)}&state=${encodeURIComponent(text)}`,
      ),
  ],
  [
    'headers',
    (text) => {
      const said = text.slice(0, 15_000).replace(/[^\x20-\x7e]/g, '~')
      const headers = {
        'accept-language': said,
        authorization: `Bearer ${said}`,
        cookie: said,
        range: said,
        origin: said,
      }
      return on.ask('clerk', 'GET', '/api/roles', undefined, { headers })
    },
  ],
])('%s: nobody’s request keeps the others waiting', async (_, work) => {
  expect(await slow(work)).toEqual([])
})

test('a file’s name as long as one is taken from a form', async () => {
  expect(await slow((text) => contentDisposition('attachment', text.slice(-1_000)))).toEqual([])
})
