import { execFileSync } from 'node:child_process'
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { packLibrary } from '@shishu/pack-library'
import { afterAll, describe, expect, test } from 'vitest'
import { checkBook } from '../src/book/check-book.ts'
import { openBook } from '../src/book/open-book.ts'
import { verifyBook } from '../src/journal/verify-book.ts'
import { withUnits } from './book-fixture.ts'
import { bookOf, put, refusalOf } from './bookings.ts'

const root = mkdtempSync(join(tmpdir(), 'shishu-disk-'))
const disk = join(root, 'disk')
mkdirSync(disk)
const mounted = process.getuid?.() === 0 && mount()
afterAll(() => {
  if (mounted) execFileSync('umount', ['--lazy', disk])
  rmSync(root, { recursive: true, force: true })
})

function mount(): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=320m', 'tmpfs', disk], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** Fills the disk but for so many bytes. */
function fill(leaving: number): void {
  const filler = join(disk, 'filler')
  writeFileSync(filler, '')
  const block = Buffer.alloc(1 << 20)
  const free = () =>
    Number(execFileSync('df', ['--output=avail', '-B1', disk], { encoding: 'utf8' }).trim().split('\n')[1])
  while (free() > leaving + block.length) appendFileSync(filler, block)
}

const SETTINGS = { shared_buffers: '16MB', max_wal_size: '64MB', min_wal_size: '32MB' }
const location = { dataDir: join(disk, 'book'), pack: packLibrary, settings: SETTINGS }
const batch = (number: number) =>
  Array.from({ length: 4000 }, (_, index) => bookOf(`${number}-${index}`, { price: 100, title: '书'.repeat(60) }))

describe.skipIf(!mounted)('a full disk (skipped where no small disk can be mounted, which takes root)', () => {
  test.each([
    // what is left           the first to find no room
    ['6 MB', 6 << 20], // the tables
    ['nothing', 0], // the log
  ])(
    'with %s left the booking is refused, nothing is half booked, and once there is room the book opens again',
    async (label, leaving) => {
      const first = await withUnits(await openBook(location))
      await put(first, batch(leaving))
      const before = (await checkBook(first)).entries
      fill(leaving)
      let refused = 'booked'
      let acknowledged = 0
      for (let number = 1; refused === 'booked' && number < 30; number += 1) {
        refused = await refusalOf(put(first, batch(leaving + number), { request: `${label} ${number}` }))
        if (refused === 'booked') acknowledged += 1
      }
      // Where its log finds no room the database ends itself, and the connection may break before the reason arrives.
      expect(['engine.disk-full', 'engine.connection-lost']).toContain(refused)
      rmSync(join(disk, 'filler'))
      await first.close()
      const again = await openBook(location)
      const { disagreements, entries } = await checkBook(again)
      expect(disagreements).toEqual([])
      expect(entries).toBe(before + acknowledged * 4000)
      await verifyBook(again)
      await put(again, batch(leaving + 99))
      await again.close()
    },
    120_000,
  )
})
