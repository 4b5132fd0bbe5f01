import type { AuditAct } from '@shishu/store'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { OTHER_VILLAGE, startTestServer, type TestServer, TOWN, VILLAGE } from '../../test/server-fixture.ts'

let on: TestServer
const lost = vi.fn()
beforeAll(async () => {
  on = await startTestServer({ onAuditLost: lost })
})
afterAll(() => on?.stop())
afterEach(() => vi.restoreAllMocks())

const visit = (orgUnit: string, heldOn: string) => ({
  kind: 'add',
  ledger: 'visits',
  orgUnit,
  values: { heldOn, people: 1 },
})
const loan = (orgUnit: string, slip: string) => ({
  kind: 'add',
  ledger: 'loans',
  orgUnit,
  values: { slip, reader: '某人', lentOn: '2026-02-02' },
})
const rowsOf = async (work: () => Promise<unknown>): Promise<AuditAct[]> => {
  const before = on.audited.length
  await work()
  return on.audited.slice(before)
}

describe('what the audit log says of a request', () => {
  test('a booking leaves a row for each ledger and place, with its batch', async () => {
    let batch = ''
    const changes = [visit(VILLAGE, '2026-02-01'), visit(VILLAGE, '2026-02-02'), loan(VILLAGE, 'A'), loan(TOWN, 'B')]
    const rows = await rowsOf(async () => {
      const booked = await on.ask('keeper', 'POST', `/api/towns/${TOWN}/bookings`, {
        request: 'several-places',
        changes,
      })
      expect(booked.status, booked.text).toBe(201)
      batch = booked.body.batch
    })
    expect(rows.map(({ orgUnit, ledger }) => [orgUnit, ledger])).toEqual([
      [VILLAGE, 'visits'],
      [VILLAGE, 'loans'],
      [TOWN, 'loans'],
    ])
    for (const row of rows) expect(row).toMatchObject({ act: 'entry.write', outcome: 'done', details: { batch } })
  })

  test('a refusal names every place that was asked for, a read too', async () => {
    const url = `/api/exchange/figures.json?indicators=loans-out&org=${VILLAGE},${OTHER_VILLAGE}&period=2026-02`
    const refused = await rowsOf(() => on.ask('clerk', 'GET', url))
    expect(refused.map(({ orgUnit, outcome }) => [orgUnit, outcome])).toEqual([
      [VILLAGE, 'refused'],
      [OTHER_VILLAGE, 'refused'],
    ])
    expect(await rowsOf(() => on.ask('keeper', 'GET', url))).toHaveLength(2)
  })

  test('twenty rows at most, the last telling how many more', async () => {
    const places = Array.from({ length: 30 }, (_, at) => `341899101${String(100 + at)}`).join(',')
    const url = `/api/exchange/figures.json?indicators=loans-out&org=${places}&period=2026-02`
    const rows = await rowsOf(() => on.ask('clerk', 'GET', url))
    expect(rows).toHaveLength(20)
    expect(rows.at(-1)!.details).toEqual({ more: 10 })
  })

  test('a row that the log would not take after the answer is told of', async () => {
    vi.spyOn(on.services.audit, 'note').mockImplementation(() => {
      throw new Error('queue full')
    })
    const answer = await on.ask('keeper', 'GET', `/api/ledgers/loans/entries?org=${TOWN}`)
    expect(answer.status, answer.text).toBe(200)
    await vi.waitFor(() => expect(lost).toHaveBeenCalledOnce())
  })
})
