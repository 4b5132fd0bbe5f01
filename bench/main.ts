import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, version as systemVersion, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { addOrgUnits, openBook } from '@shishu/store'
import { packTownship } from '../packages/pack-township/src/index.ts'
import { bookHistory } from './batch.ts'
import { makeFloorTables } from './figure-floor.ts'
import { type BatchTime, type LoadTimes, loadBook, type SimulatedClock } from './load.ts'
import { measureBook, type Result, resultOfBooking } from './results.ts'
import { GROWTH, orgUnitsOf, SIZES, type Size, townCodes } from './size.ts'
import { printTable } from './table.ts'

const USAGE = `npm run bench -- SIZE [--json FILE] [--data FOLDER]
  SIZE    ${Object.keys(SIZES).join(', ')}
  --json  writes the results there
  --data  keeps the loaded books there; where they are there already, they are measured again without loading`

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'string' }, data: { type: 'string' } },
})
const size = SIZES[positionals[0] ?? '']
if (size === undefined) {
  console.error(USAGE)
  process.exit(64)
}
await bench(positionals[0]!, size)

async function bench(name: string, whole: Size): Promise<void> {
  const folder = options.data ?? mkdtempSync(join(tmpdir(), 'shishu-bench-'))
  mkdirSync(folder, { recursive: true })
  const started = Date.now()
  const clock: SimulatedClock = { now: new Date('2024-01-01T00:00:00Z') }
  try {
    const fifth = { towns: whole.towns, entries: whole.entries / GROWTH }
    await load(join(folder, 'fifth'), fifth, clock)
    const times = await load(join(folder, 'whole'), whole, clock)
    const history = await bookScratch(join(folder, 'history'), clock)
    const measured = await measureBook(
      whole,
      () => open(join(folder, 'whole'), clock),
      () => open(join(folder, 'fifth'), clock),
    )
    const results = [resultOfBooking(history, times), ...measured.results]
    const [cpu] = cpus()
    const summary = {
      size: name,
      date: new Date().toISOString().slice(0, 10),
      minutes: Math.round((Date.now() - started) / 6000) / 10,
      machine: {
        processor: cpu?.model ?? 'unknown',
        cores: cpus().length,
        memoryGiB: Math.round(totalmem() / 2 ** 30),
        system: systemVersion(),
      },
      versions: { node: process.version, postgres: measured.postgres },
      entries: times.entries,
      versionRows: times.versions,
      postings: times.postings,
      results: results satisfies Result[],
    }
    printTable(summary.results)
    if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(summary, null, 2)}\n`)
  } finally {
    if (options.data === undefined) rmSync(folder, { recursive: true, force: true })
  }
}

function open(dataDir: string, clock: SimulatedClock) {
  return openBook({ dataDir, pack: packTownship, clock: () => clock.now })
}

/** Loads a book, or reads the times of the load that made it. */
async function load(folder: string, size: Size, clock: SimulatedClock): Promise<LoadTimes> {
  const file = join(folder, 'load.json')
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as LoadTimes
  rmSync(folder, { recursive: true, force: true })
  const book = await open(folder, clock)
  try {
    await addOrgUnits(book, orgUnitsOf(size.towns))
    console.error(`loading ${size.entries} entries into ${folder}`)
    const towns = townCodes(size.towns)
    const times = await loadBook(book, clock, towns, size.entries / size.towns, (text) => console.error(text))
    console.error('making the plain tables')
    await makeFloorTables(book)
    writeFileSync(file, JSON.stringify(times))
    return times
  } finally {
    await book.close()
  }
}

/** Books a history into a book of its own, thrown away afterwards. */
async function bookScratch(folder: string, clock: SimulatedClock): Promise<readonly BatchTime[]> {
  rmSync(folder, { recursive: true, force: true })
  const book = await open(folder, clock)
  try {
    await addOrgUnits(book, orgUnitsOf(2))
    return await bookHistory(book)
  } finally {
    await book.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
