import type { AddressInfo } from 'node:net'
import { writeWorkbook } from '@shishu/documents'
import { packTownship } from '@shishu/pack-township'
import { orgUnits, towns, townshipWorkbooks } from '@shishu/pack-township/seeds'
import { addOrgUnits, checkBook } from '@shishu/store'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ended } from '../../test/form.ts'
import { type Answer, person, startTestServer, type TestServer } from '../../test/server-fixture.ts'

const [TOWN] = towns.map(({ code }) => code)
const VILLAGE = orgUnits.find(({ code }) => code.startsWith(TOWN!.slice(0, 9)) && code !== TOWN)!.code
const OFFICE = 'safety'

let on: TestServer
let url: string
beforeAll(async () => {
  on = await startTestServer({
    pack: packTownship,
    clock: () => new Date('2026-07-01T02:00:00Z'),
    checksResponses: true,
    cast: {
      head: person(
        'head',
        { role: 'office-head', orgUnit: TOWN!, office: OFFICE },
        { role: 'principal', orgUnit: TOWN! },
        { role: 'deputy', orgUnit: TOWN!, office: OFFICE },
      ),
      safety: person('safety', { role: 'officer', orgUnit: TOWN!, office: OFFICE }),
      officer: person('officer', { role: 'officer', orgUnit: TOWN!, office: 'overall' }),
      villager: person('villager', { role: 'village-clerk', orgUnit: VILLAGE }),
    },
  })
  await addOrgUnits(on.book, orgUnits)
  await on.app.listen({ port: 0, host: '127.0.0.1' })
  url = `http://127.0.0.1:${(on.app.server.address() as AddressInfo).port}/api/imports`
})
afterAll(() => on?.stop())

/** Sends a workbook over a real connection, as a browser does. */
async function send(who: string, bytes: Uint8Array, name: string, query = ''): Promise<Answer & { status: number }> {
  const body = new FormData()
  body.append('file', new Blob([Buffer.from(bytes)]), name)
  const headers = { 'x-shishu': '1', 'x-test-person': who, connection: 'close' }
  const answer = await fetch(`${url}${query}`, { method: 'POST', headers, body })
  return { status: answer.status, body: await answer.json() } as Answer
}
const workbook = (office: string) => {
  const sketch = townshipWorkbooks().find((one) => one.town === TOWN && one.office === office)!
  return { bytes: writeWorkbook(sketch), name: sketch.fileName }
}
interface Previewed {
  outcome: string
  rows: number
  faults: { code: string }[]
  faultCount: number
}
const batches = async () => (await on.book.pool.query('select from shishu.batch')).rows.length

describe('an office’s workbook', () => {
  test('is previewed and imported by whose it is, and by nobody else', async () => {
    const { bytes, name } = workbook(OFFICE)
    for (const who of ['officer', 'villager']) {
      const { result, state, error } = await ended(on, await send(who, bytes, name))
      expect([who, state, error]).toEqual([who, 'done', null])
      expect(result).toMatchObject({ outcome: 'refused', booked: null, marked: true })
      const { faults } = result as { faults: { code: string }[] }
      expect(new Set(faults.map(({ code }) => code))).toEqual(new Set(['import.row-refused']))
    }
    expect(await batches()).toBe(0)
    // Steps that are the head's or a leader's to take: the rows that take them are marked before anything is booked.
    const own = await ended(on, await send('safety', bytes, name, '?preview=true'))
    const { outcome, faults: steps, faultCount, rows: all } = own.result as Previewed
    expect(outcome).toBe('refused')
    expect(new Set(steps.map(({ code }) => code))).toEqual(new Set(['import.step-refused']))
    expect(faultCount).toBeLessThan(all)
    const preview = await ended(on, await send('head', bytes, name, '?preview=true'))
    expect(preview.result).toMatchObject({ outcome: 'previewed', faults: [], town: TOWN })
    expect(await batches()).toBe(0)
    const { result, error } = await ended(on, await send('head', bytes, name))
    expect(error).toBeNull()
    const { booked, rows } = result as { booked: { added: number }; rows: number }
    expect(booked.added).toBe(rows)
    expect((await checkBook(on.book)).disagreements).toEqual([])
  }, 120_000)

  test('that is too large is refused over the wire, in words', async () => {
    expect(await send('head', Buffer.alloc(25_000_000, 'PK\x03\x04'), 'a.xlsx')).toMatchObject({
      status: 413,
      body: { code: 'file.too-large' },
    })
    const stranger = await send('nobody', Buffer.alloc(25_000_000, 'PK\x03\x04'), 'a.xlsx')
    expect(stranger).toMatchObject({ status: 401, body: { code: 'session.needed' } })
  })
})
