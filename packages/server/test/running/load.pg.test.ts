import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ChildServer, freePort, startChild } from './child-server.ts'
import { fillBook, openPlace, signInWorkers, type Worker } from './made-up-world.ts'
import { MIX, runLoad } from './mixed-load.ts'
import { NOTHING_WRONG, proveBook } from './proof.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'shishu-load-'))
const SECONDS = 8
let workers: Worker[]
let server: ChildServer | undefined

beforeAll(async () => {
  const book = await openPlace({ dataDir })
  await fillBook(book)
  workers = await signInWorkers(book)
  await book.close()
})
afterAll(async () => {
  await server?.end()
  rmSync(dataDir, { recursive: true, force: true })
})

test(`16 people at once for ${SECONDS} seconds: no error, and every acknowledged booking is in the book once`, async () => {
  server = await startChild({ dataDir }, await freePort())
  const load = await runLoad({ address: server.address, workers, signal: AbortSignal.timeout(SECONDS * 1000) })
  expect([...load.errors]).toEqual([])
  for (const kind of Object.keys(MIX) as (keyof typeof MIX)[]) expect(load.times[kind].length, kind).toBeGreaterThan(0)
  await server.stop()
  expect(server.errors).toEqual([])
  const book = await openPlace({ dataDir })
  expect(await proveBook(book, load.acknowledged)).toEqual(NOTHING_WRONG)
  await book.close()
})
