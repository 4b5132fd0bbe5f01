// A program as others would write one: it knows the server by the types that were generated from its OpenAPI document, and
// by nothing else. Arguments: the server's address, a town, a village.
import createClient from 'openapi-fetch'
import type { components, paths } from './api.d.ts'

const [baseUrl = '', town = '', village = ''] = process.argv.slice(2)
const client = createClient<paths>({ baseUrl, headers: { 'x-shishu': '1', 'x-test-person': 'clerk' } })

/** What was answered; the refusal's code where it was refused. */
function answered<T>({ data, error }: { data?: T; error?: components['schemas']['Problem'] }): T {
  if (error !== undefined) throw new Error(`${error.code}: ${error.zh}`)
  return data as T
}

const booking = (request: string) =>
  client.POST('/api/towns/{town}/bookings', {
    params: { path: { town } },
    body: {
      request,
      reason: '补记上周的',
      changes: [
        {
          kind: 'add',
          ledger: 'loans',
          orgUnit: village,
          values: { slip: 'G-1', reader: '张三', lentOn: '2026-03-02', damaged: false },
        },
      ],
    },
  })

const first = answered(await booking('generated-client'))
const again = answered(await booking('generated-client'))
const entry = first.versions[0]!.entry
const list = answered(
  await client.GET('/api/ledgers/{ledger}/entries', {
    params: { path: { ledger: 'loans' }, query: { org: village, sort: '-lentOn', count: true } },
  }),
)
const one = answered(
  await client.GET('/api/towns/{town}/ledgers/{ledger}/entries/{entry}', {
    params: { path: { town, ledger: 'loans', entry } },
  }),
)
const { figures } = answered(
  await client.GET('/api/figures', {
    params: { query: { indicators: 'loans-out', org: village, period: '2026-03' } },
  }),
)
const file = await client.GET('/api/ledgers/{ledger}/entries.csv', {
  params: { path: { ledger: 'loans' }, query: { org: village } },
  parseAs: 'text',
})
const form = new FormData()
form.set('file', new File(['一张便条'], '便条.txt', { type: 'text/plain' }))
const received = answered(await client.POST('/api/evidence', { body: { file: '' }, bodySerializer: () => form }))
const refused = await client.GET('/api/ledgers/{ledger}/entries', {
  // @ts-expect-error: a list without a place is no request of this API, and the types say so.
  params: { path: { ledger: 'loans' }, query: {} },
})

console.log(
  JSON.stringify({
    booked: { added: first.added, repeated: [first.repeated, again.repeated], same: first.batch === again.batch },
    listed: { count: list.count, slip: list.entries[0]!.values.slip, reader: list.entries[0]!.values.reader },
    read: { state: one.state, steps: one.steps.filter(({ mine }) => mine).map(({ step }) => step) },
    figure: { value: figures[0]!.value, text: figures[0]!.text },
    csv: String(file.data).includes('G-1'),
    received: received.mediaType,
    refused: { status: refused.response.status, code: refused.error?.code, path: refused.error?.path },
  }),
)
