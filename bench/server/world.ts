import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { addOrgUnits, openBook } from '@shishu/store'
import { packTownship } from '../../packages/pack-township/src/index.ts'
import {
  openPlace,
  signInWorkers,
  type Worker,
  type WorkingTown,
} from '../../packages/server/test/running/made-up-world.ts'
import { loadBook, type SimulatedClock } from '../load.ts'
import { orgUnitsOf, type Size, townCodes, villageCodes } from '../size.ts'

/** Two towns with 50,000 entries each. */
export const WORLD: Size = { towns: 2, entries: 100_000 }

const TOWNS: readonly WorkingTown[] = townCodes(WORLD.towns).map((code) => ({ code, villages: villageCodes(code) }))

/** Makes the book in a folder, or takes the one that is there. */
export async function makeWorld(folder: string, { entries }: Pick<Size, 'entries'>): Promise<string> {
  const dataDir = join(folder, 'book')
  const done = join(dataDir, 'loaded')
  if (existsSync(done)) return dataDir
  rmSync(dataDir, { recursive: true, force: true })
  mkdirSync(dataDir, { recursive: true })
  const clock: SimulatedClock = { now: new Date('2024-01-01T00:00:00Z') }
  const book = await openBook({ dataDir, pack: packTownship, clock: () => clock.now })
  try {
    await addOrgUnits(book, orgUnitsOf(WORLD.towns))
    const towns = TOWNS.map(({ code }) => code)
    await loadBook(book, clock, towns, entries / WORLD.towns, (text) => console.error(text))
    // As the server's database does of itself after a while.
    await book.asOwner((owner) => owner.query('vacuum (analyze)'))
  } finally {
    await book.close()
  }
  writeFileSync(done, '')
  return dataDir
}

/** A copy of the book that is thrown away: what the floor writes has no seals. */
export function copyWorld(dataDir: string, name: string): string {
  const copy = `${dataDir}-${name}`
  rmSync(copy, { recursive: true, force: true })
  // With owners and rights, which the database insists on.
  execFileSync('cp', ['-a', dataDir, copy])
  return copy
}

/** Sixteen people who are signed in, on a copy of the book. */
export async function peopleOf(dataDir: string): Promise<Worker[]> {
  const book = await openPlace({ dataDir })
  try {
    return await signInWorkers(book, TOWNS)
  } finally {
    await book.close()
  }
}
