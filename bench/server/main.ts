import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { freePort, startChild } from '../../packages/server/test/running/child-server.ts'
import { type KillReport, killUnderLoad, type Victim } from '../../packages/server/test/running/kill-rounds.ts'
import { openPlace, type Worker } from '../../packages/server/test/running/made-up-world.ts'
import {
  type Acknowledged,
  type Kind,
  type LoadResult,
  runLoad,
} from '../../packages/server/test/running/mixed-load.ts'
import { type Proof, proveBook } from '../../packages/server/test/running/proof.ts'
import { median } from '../measure.ts'
import type { Result } from '../results.ts'
import { printTable } from '../table.ts'
import { measureFloors, percentile } from './floor.ts'
import { copyWorld, makeWorld, peopleOf, WORLD } from './world.ts'

const USAGE = `npm run bench:server -- [PART…] [--json FILE] [--data FOLDER] [--entries N]
  PART       floor, load, kill; all of them where none is named
  --json     writes the results there
  --data     keeps the loaded book there, to be measured again
  --entries  how many the book holds; ${WORLD.entries} otherwise
  SHISHU_BENCH_SECONDS  length of the load, 300; SHISHU_BENCH_KILLS  kills of each kind, 10`

const PARTS = ['floor', 'load', 'kill'] as const
type Part = (typeof PARTS)[number]

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'string' }, data: { type: 'string' }, entries: { type: 'string' } },
})
if (positionals.some((one) => !PARTS.includes(one as Part))) {
  console.error(USAGE)
  process.exit(64)
}
const wanted = (part: Part) => positionals.length === 0 || positionals.includes(part)
const SECONDS = Number(process.env.SHISHU_BENCH_SECONDS ?? 300)
const KILLS = Number(process.env.SHISHU_BENCH_KILLS ?? 10)

const folder = options.data ?? mkdtempSync(join(tmpdir(), 'shishu-bench-server-'))
mkdirSync(folder, { recursive: true })
try {
  const entries = Number(options.entries ?? WORLD.entries)
  const world = await makeWorld(folder, { entries })
  const { towns } = WORLD
  const summary: Record<string, unknown> = { date: new Date().toISOString(), node: process.version, towns, entries }
  if (wanted('floor')) summary.floor = await onCopy(world, 'floor', floorPart)
  if (wanted('load')) summary.load = await onCopy(world, 'load', loadPart)
  if (wanted('kill')) summary.kill = await onCopy(world, 'kill', killPart)
  if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(summary, null, 2)}\n`)
} finally {
  if (options.data === undefined) rmSync(folder, { recursive: true, force: true })
}

async function onCopy<T>(world: string, name: string, part: (dataDir: string, workers: Worker[]) => Promise<T>) {
  const dataDir = copyWorld(world, name)
  try {
    return await part(dataDir, await peopleOf(dataDir))
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function floorPart(dataDir: string, workers: Worker[]): Promise<Result[]> {
  const results = await measureFloors(dataDir, workers)
  printTable(results)
  return results
}

async function loadPart(dataDir: string, workers: Worker[]) {
  const server = await startChild({ dataDir }, await freePort())
  const load = await runLoad({ address: server.address, workers, signal: AbortSignal.timeout(SECONDS * 1000) })
  await server.stop()
  const times = timesOf(load, SECONDS)
  console.log(`\nload: ${workers.length} people at once for ${SECONDS} s`)
  for (const [kind, one] of Object.entries(times)) console.log(`${kind.padEnd(10)}${line(one)}`)
  const proof = await prove(dataDir, load.acknowledged)
  return { seconds: SECONDS, times, errors: told(load, server.errors), acknowledged: load.acknowledged.length, proof }
}

async function killPart(dataDir: string, workers: Worker[]) {
  const victims = Array.from({ length: KILLS * 2 }, (_, at): Victim => (at % 2 === 0 ? 'server' : 'database'))
  const report: KillReport = await killUnderLoad({ place: { dataDir }, workers, victims })
  const { load, tasks, awaySeconds, readiness } = report
  const away = (victim: Victim) => median(awaySeconds.filter((_, at) => victims[at] === victim))
  console.log(`\nkill −9: ${KILLS} times the server, ${KILLS} times its database`)
  console.log(`away, median s: server ${away('server').toFixed(1)}, database ${away('database').toFixed(1)}`)
  console.log(
    `acknowledged ${load.acknowledged.length}, sent again ${load.repeated}, of these booked before ${load.foundBooked}`,
  )
  console.log(`ready after the database was killed: ${[...new Set(readiness)].join(', ')}`)
  const proof = await prove(dataDir, load.acknowledged, tasks)
  return { kills: KILLS, awaySeconds, readiness, errors: told(load, report.errors), ...proof }
}

async function prove(dataDir: string, acknowledged: readonly Acknowledged[], tasks: readonly string[] = []) {
  const book = await openPlace({ dataDir })
  try {
    const proof: Proof = await proveBook(book, acknowledged)
    const { rows } = await book.keeperPool.query<{ state: string; count: number }>(
      'select state, count(*)::integer as count from shishu.task where id = any($1::uuid[]) group by state',
      [tasks],
    )
    const { lost, doubled, disagreements, ...numbers } = proof
    const found = { lost: lost.length, doubled: doubled.length, ...numbers, disagreements: disagreements.length }
    console.log(`the book: ${JSON.stringify(found)}${tasks.length === 0 ? '' : `; tasks ${JSON.stringify(rows)}`}`)
    return { acknowledged: acknowledged.length, found, tasks: rows }
  } finally {
    await book.close()
  }
}

function timesOf({ times }: LoadResult, seconds: number) {
  return Object.fromEntries(
    (Object.entries(times) as [Kind, number[]][]).map(([kind, list]) => [
      kind,
      { perSecond: list.length / seconds, median: median(list), p99: percentile(list, 99), most: Math.max(...list) },
    ]),
  )
}

function line(one: { perSecond: number; median: number; p99: number; most: number }): string {
  const ms = (value: number) => `${value.toFixed(1)} ms`.padStart(12)
  return `${`${one.perSecond.toFixed(1)}/s`.padStart(9)}  median${ms(one.median)}  p99${ms(one.p99)}  most${ms(one.most)}`
}

/** Answers that should not have been, and how many lines the servers logged as errors: a database that is gone makes many. */
function told({ errors }: LoadResult, logged: readonly string[]) {
  const found = { answers: Object.fromEntries(errors), logged: logged.length }
  console.log(`errors: ${JSON.stringify(found)}`)
  return found
}
