import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { codeKey } from '@shishu/kernel'
import { addOrgUnits, bookEntries, type Change, foldCells, type OpenBook, openBook, sealJournal } from '@shishu/store'
import { packTownship } from '../../packages/pack-township/src/index.ts'
import { chanceOf } from '../chance.ts'
import { MAIN_TOWN, orgUnitsOf, villageCodes } from '../size.ts'
import { MONTHS, validLife } from '../story.ts'

/** The ledger that is scrolled: cases with a state, a deadline, choices, dates and texts. */
export const LEDGER = 'hazards'
/** Changes in one request. */
const BATCH = 5_000

/** Opens a book in which one ledger of one town holds so many entries: makes it in the folder, or takes the one there. */
export async function openWorld(folder: string, entries: number): Promise<{ book: OpenBook; dataDir: string }> {
  const dataDir = join(folder, `book-${entries}`)
  const done = join(dataDir, 'loaded')
  const ready = existsSync(done)
  if (!ready) {
    rmSync(dataDir, { recursive: true, force: true })
    mkdirSync(dataDir, { recursive: true })
  }
  const book = await openBook({ dataDir, pack: packTownship })
  if (!ready) {
    await fill(book, entries)
    writeFileSync(done, '')
  }
  return { book, dataDir }
}

async function fill(book: OpenBook, entries: number): Promise<void> {
  await addOrgUnits(book, orgUnitsOf(1))
  const chance = chanceOf(entries)
  const ledger = book.definitions.ledger(LEDGER)
  const villages = villageCodes(MAIN_TOWN)
  for (let made = 0; made < entries; made += BATCH) {
    const changes = Array.from({ length: Math.min(BATCH, entries - made) }, (_, at): Change => {
      const month = MONTHS[Math.floor(((made + at) * MONTHS.length) / entries)]!
      const { orgUnit, values } = validLife(ledger, month, made + at + 1, chance.pick(villages), chance)
      return { kind: 'add', ledger: LEDGER, orgUnit, values }
    })
    await bookEntries(book, { request: `grid ${made}`, town: MAIN_TOWN, by: 'bench', changes })
    console.error(`${made + changes.length} entries`)
  }
  await sealJournal(book, codeKey(MAIN_TOWN))
  await foldCells(book, codeKey(MAIN_TOWN))
  // As the server's database does of itself after a while.
  await book.asOwner((owner) => owner.query('vacuum (analyze)'))
}
