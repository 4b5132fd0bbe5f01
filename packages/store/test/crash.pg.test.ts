import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { packLibrary } from '@shishu/pack-library'
import { afterAll, describe, expect, test } from 'vitest'
import { checkBook } from '../src/book/check-book.ts'
import { openBook } from '../src/book/open-book.ts'
import { readPostmasterFile } from '../src/engine/postmaster-file.ts'
import { verifyBook } from '../src/journal/verify-book.ts'
import { withUnits } from './book-fixture.ts'
import { put, refusalOf, visit } from './bookings.ts'
import { prepareData } from './prepared-data.ts'

const root = mkdtempSync(join(tmpdir(), 'shishu-crash-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const ROUNDS = 20
/** What a child says first: the batches that it found, and all that is wrong with the book. */
interface Opened {
  opened: string[]
  entries: number
  disagreements: unknown[]
  halves: string[]
}

describe('embedded PostgreSQL 18', () => {
  test(`invariant 7: what was acknowledged survives kill −9 of the program and its database, ${ROUNDS} times at random moments`, async () => {
    const dataDir = join(root, 'killed')
    await prepareData(join(dataDir, 'postgres'))
    const acknowledged: string[] = []
    let killedWithout = 0
    for (let round = 1; round <= ROUNDS; round += 1) {
      const child = spawn(
        process.execPath,
        [
          '--disable-warning=ExperimentalWarning',
          fileURLToPath(new URL('./booking-child.ts', import.meta.url)),
          dataDir,
          `${round}`,
        ],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      )
      const gone = once(child, 'exit')
      const read = once(child.stdout, 'close')
      const before = acknowledged.length
      const opened = await new Promise<Opened>((resolve, reject) => {
        child.on('exit', (code) => reject(new Error(`round ${round}: the child ended by itself with ${code}`)))
        createInterface({ input: child.stdout }).on('line', (line) => {
          const said = JSON.parse(line) as Opened | { acknowledged: string }
          if ('opened' in said) resolve(said)
          else acknowledged.push(said.acknowledged)
        })
      })
      const found = new Set(opened.opened)
      expect(acknowledged.slice(0, before).filter((request) => !found.has(request))).toEqual([])
      expect({ ...opened, opened: [], entries: 0 }).toEqual({ opened: [], entries: 0, disagreements: [], halves: [] })

      await sleep(Math.random() * 400)
      const server = readPostmasterFile(join(dataDir, 'postgres'))!.pid
      // One time the program first, one time its database: both orders happen to people.
      const victims = round % 2 === 0 ? [child.pid!, server] : [server, child.pid!]
      for (const victim of victims) process.kill(victim, 'SIGKILL')
      await Promise.all([gone, read])
      if (acknowledged.length === before) killedWithout += 1
    }
    expect(killedWithout).toBeLessThan(ROUNDS / 2) // most rounds had something to lose
    const book = await openBook({ dataDir, pack: packLibrary })
    try {
      const { rows } = await book.pool.query<{ request: string }>('select request from shishu.batch')
      const found = new Set(rows.map(({ request }) => request))
      expect(acknowledged.filter((request) => !found.has(request))).toEqual([])
      expect(found.size - acknowledged.length).toBeLessThanOrEqual(ROUNDS * 3) // at most those in flight besides
      expect((await checkBook(book)).disagreements).toEqual([])
      const [verified] = await verifyBook(book)
      expect(verified!.position).toBe(found.size)
    } finally {
      await book.close()
    }
  }, 180_000)

  test('of two that open one folder, the second is told who has it; after closing it is free', async () => {
    const dataDir = join(root, 'shared')
    const book = await openBook({ dataDir, pack: packLibrary })
    expect(await refusalOf(openBook({ dataDir, pack: packLibrary }))).toBe('book.in-use')
    await put(await withUnits(book), [visit('2026-02-01', 5)]) // the first is none the worse for it
    await book.close()
    const again = await openBook({ dataDir, pack: packLibrary })
    expect((await checkBook(again)).entries).toBe(1)
    await again.close()
  })

  test('while a book is open and its database is killed, the answer is that repeating is safe, and it is', async () => {
    const dataDir = join(root, 'lost')
    const book = await withUnits(await openBook({ dataDir, pack: packLibrary }))
    await put(book, [visit('2026-02-01', 5)])
    process.kill(readPostmasterFile(join(dataDir, 'postgres'))!.pid, 'SIGKILL')
    await sleep(300)
    const request = { request: 'the same' }
    expect(await refusalOf(put(book, [visit('2026-02-02', 5)], request))).toBe('engine.connection-lost')
    await book.close()
    const again = await openBook({ dataDir, pack: packLibrary })
    expect(await put(again, [visit('2026-02-02', 5)], request)).toMatchObject({ added: 1, repeated: false })
    expect((await checkBook(again)).disagreements).toEqual([])
    await again.close()
  })
})
