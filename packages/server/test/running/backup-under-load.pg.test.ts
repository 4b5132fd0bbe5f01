import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parsePeriod } from '@shishu/kernel'
import { packTownship } from '@shishu/pack-township'
import { backupBook, computeFigures, type OpenBook, restoreBook } from '@shishu/store'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningServer, readSettings, serve } from '../../src/serve/index.ts'
import { freePort } from './child-server.ts'
import { fillBook, openPlace, signInWorkers, TOWNS, type Worker } from './made-up-world.ts'
import { type Acknowledged, runLoad } from './mixed-load.ts'
import { NOTHING_WRONG, proveBook } from './proof.ts'

const folder = mkdtempSync(join(tmpdir(), 'shishu-backed-up-'))
const [dataDir, restored] = [join(folder, 'book'), join(folder, 'restored')]
const KEY = 'a passphrase of some length'
let workers: Worker[]
let server: RunningServer

beforeAll(async () => {
  const book = await openPlace({ dataDir })
  await fillBook(book)
  workers = await signInWorkers(book)
  const port = `${await freePort()}`
  const env = { PORT: port, SHISHU_DATA: dataDir, SHISHU_LOG_LEVEL: 'fatal', SHISHU_RATE_PER_MINUTE: '100000' }
  server = await serve({ book, pack: packTownship, settings: readSettings(env) })
})
afterAll(async () => {
  await server?.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** Every indicator of both towns, in the half-year of the seeds and in the month of the load. */
async function figures(book: OpenBook, asOf: string): Promise<Record<string, number | null>> {
  const found: Record<string, number | null> = {}
  for (const { code } of TOWNS) {
    for (const text of ['2026-H1', new Date().toISOString().slice(0, 7)]) {
      const question = { orgUnit: code, period: parsePeriod(text), asOf }
      const ids = packTownship.indicators.map(({ id }) => id)
      for (const [id, { value }] of await computeFigures(book, question, ids)) found[`${code} ${text} ${id}`] = value
    }
  }
  return found
}

test('a backup taken under load restores to a book whose seals verify and whose figures agree', async () => {
  const acknowledged: Acknowledged[] = []
  const ending = new AbortController()
  const load = runLoad({
    ...{ address: server.address, workers, signal: ending.signal, files: true },
    onAcknowledged: (one) => acknowledged.push(one),
  })
  const { book } = server.services
  await sleep(4_000)
  const moment = new Date().toISOString()
  await sleep(2_000) // what was sealed by the moment has been written down by then
  const before = [...acknowledged]
  const file = join(folder, 'backup.shishu')
  await book.asOwner((owner) => backupBook(owner, file, { key: KEY, filesDir: join(dataDir, 'files') }))
  expect(acknowledged.length).toBeGreaterThan(before.length) // people went on working
  ending.abort()
  expect([...(await load).errors]).toEqual([])

  const target = { dataDir: restored, pack: packTownship }
  const report = await restoreBook(file, target, { key: KEY, filesDir: join(folder, 'files') })
  expect(report.check.disagreements).toEqual([])
  expect(report.journals.map(({ position }) => position > 0)).toEqual(TOWNS.map(() => true))
  expect(report.files).toBeGreaterThan(0)
  const again = await openPlace({ dataDir: restored })
  try {
    // What was acknowledged before the backup began is in it; what came during it may be.
    expect({ ...(await proveBook(again, before)), unacknowledged: 0 }).toEqual(NOTHING_WRONG)
    const expected = await figures(book, moment)
    expect(Object.values(expected).filter((value) => value !== null).length).toBeGreaterThan(50)
    expect(await figures(again, moment)).toEqual(expected)
  } finally {
    await again.close()
  }
})
