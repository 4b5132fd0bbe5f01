import { randomUUID } from 'node:crypto'
import { performance } from 'node:perf_hooks'
import { dayOfInstant } from '@shishu/kernel'
import { readSettings, serve } from '@shishu/server/serve'
import { packTownship } from '../../packages/pack-township/src/index.ts'
import { freePort } from '../../packages/server/test/running/child-server.ts'
import type { Worker } from '../../packages/server/test/running/made-up-world.ts'
import { PERIOD, REPORT_FIGURES } from '../../packages/server/test/running/mixed-load.ts'
import { SessionClient } from '../../packages/server/test/running/session-client.ts'
import { median } from '../measure.ts'
import type { Result } from '../results.ts'
import { type Sent, statementsOf, watchConnections, watchRequests } from './recorder.ts'
import { openReplay, type Replay } from './replay.ts'

/** Rounds that are measured, and those before that warm. */
const ROUNDS = 200
const WARMING = 30

interface Measured {
  name: string
  budget: string
  met: (ms: number, ratio: number) => boolean
  /** One request, and what its replay must be given other names for. */
  ask: (round: number) => { request: () => Promise<number>; renamed: ReadonlyMap<string, string> }
}

/**
 * Asks a server for single bookings, list pages and the report's figures, one at a time, and after each sends the very
 * statements that it sent through the bare driver.
 */
export async function measureFloors(dataDir: string, workers: readonly Worker[]): Promise<Result[]> {
  watchConnections()
  const port = `${await freePort()}`
  const settings = readSettings({
    ...{ PORT: port, SHISHU_DATA: dataDir, SHISHU_LOG_LEVEL: 'error', SHISHU_RATE_PER_MINUTE: '100000' },
  })
  const running = await serve({ settings, pack: packTownship })
  watchRequests(running.app.server)
  const replay = openReplay(running.services.book.connection)
  try {
    const results: Result[] = []
    for (const one of measuredOn(running.address, workers)) results.push(await measure(one, replay))
    return results
  } finally {
    await replay.close()
    await running.stop()
  }
}

function measuredOn(address: string, workers: readonly Worker[]): Measured[] {
  const as = (role: Worker['role']) => {
    const worker = workers.find((one) => one.role === role)!
    return { ...worker, client: new SessionClient(address, worker.cookie) }
  }
  const [clerk, officer, principal] = [as('village-clerk'), as('officer'), as('principal')]
  const get = (client: SessionClient, url: string) => ({
    request: async () => (await client.get(url)).status,
    renamed: new Map<string, string>(),
  })
  const today = dayOfInstant(new Date().toISOString())
  const list = (rest: string) =>
    get(officer.client, `/api/ledgers/hazards/entries?org=${officer.orgUnit}&limit=50${rest}`)
  const report = `/api/figures?org=${principal.orgUnit}&period=${PERIOD}&indicators=${REPORT_FIGURES.join(',')}`
  return [
    {
      name: 'booking.single',
      budget: '≤ 2.5 × the floor',
      met: (_, ratio) => ratio <= 2.5,
      ask: () => {
        const [request, number] = [randomUUID(), randomUUID().slice(0, 18)]
        const values = {
          number,
          unit: '沿街商铺',
          description: '通道堵塞',
          level: 'general',
          foundOn: today,
          dueOn: today,
        }
        const change = { kind: 'add', ledger: 'hazards', orgUnit: clerk.orgUnit, values }
        return {
          request: async () =>
            (await clerk.client.post(`/api/towns/${clerk.town.code}/bookings`, { request, changes: [change] })).status,
          renamed: new Map([
            [request, randomUUID()],
            [number, randomUUID().slice(0, 18)],
          ]),
        }
      },
    },
    { name: 'list.page', budget: '≤ 2 × the floor', met: (_, ratio) => ratio <= 2, ask: () => list('') },
    {
      name: 'list.sorted',
      budget: '≤ 2 × the floor',
      met: (_, ratio) => ratio <= 2,
      ask: () => list('&sort=-foundOn'),
    },
    { name: 'figures.report', budget: '≤ 30 ms', met: (ms) => ms <= 30, ask: () => get(principal.client, report) },
  ]
}

async function measure({ name, budget, met, ask }: Measured, replay: Replay): Promise<Result> {
  const [times, floors]: [number[], number[]] = [[], []]
  const parts = new Map<string, number[]>()
  let sent: Sent[] = []
  for (let round = -WARMING; round < ROUNDS; round += 1) {
    const { request, renamed } = ask(round)
    let ms = 0
    sent = await statementsOf(async () => {
      const began = performance.now()
      const status = await request()
      ms = performance.now() - began
      if (status !== 200 && status !== 201) throw new Error(`${name}: answered ${status}`)
    })
    const each = await replay.run(sent, renamed)
    if (round < 0) continue
    times.push(ms)
    floors.push(each.reduce((sum, one) => sum + one, 0))
    for (const [part, some] of Map.groupBy(
      sent.map((one, at) => ({ part: partOf(one), ms: each[at]! })),
      (one) => one.part,
    )) {
      const list = parts.get(part) ?? []
      list.push(some.reduce((sum, one) => sum + one.ms, 0))
      parts.set(part, list)
    }
  }
  const [middle, floor] = [median(times), median(floors)]
  const shares = [...parts].map(([part, list]) => `${part} ${median(list).toFixed(2)}`)
  return {
    name,
    unit: 'ms',
    median: middle,
    floor,
    ratio: middle / floor,
    budget,
    met: met(middle, middle / floor),
    notes: [
      `tenth ${percentile(times, 10).toFixed(1)}, of the floor ${percentile(floors, 10).toFixed(1)}: ratio ${(percentile(times, 10) / percentile(floors, 10)).toFixed(2)}`,
      `p99 ${percentile(times, 99).toFixed(1)}, of the floor ${percentile(floors, 99).toFixed(1)}; ${sent.length} statements`,
      `of the floor's ms: ${shares.join(', ')}`,
    ],
  }
}

export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? Number.NaN
}

/** What a statement is for. */
function partOf({ role, text }: Sent): string {
  if (/shishu_account/.test(role)) return 'session'
  if (/from shishu\.appointment|appointment_end/.test(text)) return 'appointments'
  if (/shishu\.audit/.test(text)) return 'audit'
  if (/^begin/.test(text)) return 'begin'
  if (/^commit/.test(text)) return 'commit'
  return 'work'
}
