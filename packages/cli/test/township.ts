import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeWorkbook } from '@shishu/documents'
import { townshipWorkbooks } from '@shishu/pack-township/seeds'
import { type Imported, importWorkbook } from '@shishu/server/import'
import type { OpenBook } from '@shishu/store'

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
