import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeWorkbook } from '@shishu/documents'
import { packTownship } from '@shishu/pack-township'
import { townshipWorkbooks } from '@shishu/pack-township/seeds'
import { type Imported, importWorkbook } from '@shishu/server/import'
import { type OpenBook, openBook } from '@shishu/store'
import { prepared } from '../../store/test/prepared.ts'
import { copyFolder, prepareData } from '../../store/test/prepared-data.ts'

export const COUNTY = '341899000000'
export const MAIN_TOWN = '341899101000'
export const TOWNS = [MAIN_TOWN, '341899102000', '341899103000'] as const

/** The list of org units; it must be imported before any ledger. */
export const ORG_UNITS = '组织单位.xlsx'

/** Writes the made-up township’s workbooks into a folder, and tells their paths: the list of org units first. */
export function writeTownship(folder: string): string[] {
  mkdirSync(folder, { recursive: true })
  for (const sketch of townshipWorkbooks()) writeFileSync(join(folder, sketch.fileName), writeWorkbook(sketch))
  const names = readdirSync(folder).sort()
  return [ORG_UNITS, ...names.filter((name) => name !== ORG_UNITS)].map((name) => join(folder, name))
}

/** Imports a file as `shishu import` does. */
export function importFrom(book: OpenBook, path: string, bytes: Uint8Array = readFileSync(path)): Promise<Imported> {
  return importWorkbook(book, { bytes, fileName: path.split('/').at(-1)!, by: '测试', language: 'zh' })
}

/** The day on which the township's whole half-year is in the book. */
export const clock = () => new Date('2026-07-01T02:00:00Z')
/** Nothing here survives, so it need not wait for the disk. */
const settings = { fsync: 'off' }

/** Opens, in a folder of its own, a book into which all of the township's workbooks were imported. */
export async function openTownship(dataDir: string): Promise<OpenBook> {
  const imported = await prepared('township', importTownship)
  if (imported === null) throw new Error('not in a run of tests')
  await copyFolder(join(imported, 'data'), dataDir)
  return openBook({ dataDir, pack: packTownship, clock, settings })
}

async function importTownship(folder: string): Promise<void> {
  const dataDir = join(folder, 'data')
  await prepareData(join(dataDir, 'postgres'))
  const book = await openBook({ dataDir, pack: packTownship, clock, settings })
  for (const path of writeTownship(join(folder, 'ledgers'))) {
    const { outcome } = await importFrom(book, path)
    if (outcome !== 'booked') throw new Error(`${path}: ${outcome}`)
  }
  await book.close()
}
