import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { referencedFiles } from '@shishu/store'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { collectUnreferenced } from '../../src/evidence/collect-unreferenced.ts'
import { findKeySha256 } from '../../src/evidence/file-store.ts'
import { folderStore } from '../../src/evidence/folder-store.ts'
import { killUnderLoad, type Victim } from './kill-rounds.ts'
import { fillBook, openPlace, signInWorkers, type Worker } from './made-up-world.ts'
import { NOTHING_WRONG, proveBook } from './proof.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'shishu-killed-'))
const VICTIMS: readonly Victim[] = ['server', 'database', 'server', 'database']
let workers: Worker[]

beforeAll(async () => {
  const book = await openPlace({ dataDir })
  await fillBook(book)
  workers = await signInWorkers(book)
  await book.close()
})
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

test('the server and its database killed under load, twice each: nothing acknowledged is lost, nothing is booked twice', async () => {
  const { load, tasks, readiness } = await killUnderLoad({ place: { dataDir }, workers, victims: VICTIMS })
  expect([...load.errors]).toEqual([])
  expect(load.acknowledged.length).toBeGreaterThan(50)
  expect(load.repeated).toBeGreaterThan(0)
  expect(readiness).toEqual([503, 503])
  const book = await openPlace({ dataDir })
  try {
    expect(await proveBook(book, load.acknowledged)).toEqual(NOTHING_WRONG)
    const { rows } = await book.keeperPool.query<{ state: string; code: string }>(
      "select state, error->>'code' as code from shishu.task where id = any($1::uuid[])",
      [tasks],
    )
    expect(rows).toEqual(tasks.map(() => ({ state: 'failed', code: 'task.server-gone' })))

    const files = folderStore(join(dataDir, 'files'))
    const kept = async () => {
      const keys = new Set<string>()
      for await (const { key } of files.list()) keys.add(findKeySha256(key)!)
      return keys
    }
    const referenced = (hashes: readonly string[]) => book.asOwner((owner) => referencedFiles(owner, hashes))
    const before = await kept()
    const needed = await referenced([...before])
    expect(needed.size).toBeGreaterThan(0)
    expect(before.size).toBeGreaterThan(needed.size) // some were uploaded and never booked
    await collectUnreferenced(files, referenced, new Date(Date.now() + 60_000))
    expect(await kept()).toEqual(needed)
    const { rows: booked } = await book.asOwner((owner) =>
      owner.query<{ sha256: string }>("select distinct encode(sha256, 'hex') as sha256 from shishu.evidence"),
    )
    expect(new Set(booked.map(({ sha256 }) => sha256))).toEqual(needed)
  } finally {
    await book.close()
  }
}, 300_000)
