import { strFromU8, unzipSync } from 'fflate'

/**
 * One row of a sheet as an auditor reads it: what stands under each heading, as text. Units are taken out of the headings
 * and kept in `units`; under two headings, one above the other, a column is named by both: `产值 本期`.
 */
export interface Row {
  cells: ReadonlyMap<string, string>
  units: ReadonlyMap<string, string>
  /** The year in the sheet's title; empty where it has none. */
  year: string
}

/** A sheet with a title and a table under it. */
export interface Sheet {
  title: string
  rows: Row[]
}

/**
 * Reads the sheets of a workbook, for the recount only: it knows no more than the made-up offices' habits, and shares no
 * code with the importer. Rows that have no running number (subtotals, totals, remarks) are left out; a row that was
 * pasted twice, running number and all, is taken once.
 */
export function readSheets(bytes: Uint8Array): Sheet[] {
  const parts = unzipSync(bytes)
  const text = (name: string) => strFromU8(parts[name]!)
  const formats = /<cellXfs[^>]*>(.*?)<\/cellXfs>/s.exec(text('xl/styles.xml'))![1]!
  const dated = [...formats.matchAll(/<xf [^>]*/g)].map(([format]) => format.includes('numFmtId="164"'))
  return Object.keys(parts)
    .filter((name) => name.startsWith('xl/worksheets/sheet'))
    .map((name) => sheetOf(gridOf(text(name), dated)))
}

/** Every cell's text, by row and by its column's letters. */
function gridOf(xml: string, dated: readonly boolean[]): Map<string, string>[] {
  return [...xml.matchAll(/<row [^>]*>(.*?)<\/row>/gs)].map(([, row]) => {
    const cells = new Map<string, string>()
    for (const [, column, , style, rest] of row!.matchAll(/<c r="([A-Z]+)(\d+)" s="(\d+)"([^>]*\/>|.*?<\/c>)/gs)) {
      const value = /<(?:v|t)(?: [^>]*)?>([^<]*)</.exec(rest!)?.[1] ?? ''
      if (value !== '') cells.set(column!, dated[Number(style)] ? dayOfSerial(Number(value)) : plain(value))
    }
    return cells
  })
}

const dayOfSerial = (serial: number) => new Date(Date.UTC(1899, 11, 30 + serial)).toISOString().slice(0, 10)

const plain = (text: string) =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))

const UNIT = /（(亿元|万元|元|亩|㎡|平方米|公里)）/

function sheetOf(grid: readonly Map<string, string>[]): Sheet {
  const title = grid[0]?.get('A') ?? ''
  const top = grid.findIndex((row) => row.get('A') === '序号')
  if (top < 0) return { title, rows: [] }
  const lower = grid[top + 1]?.has('A') ? undefined : grid[top + 1]
  const headings = new Map<string, string>()
  const units = new Map<string, string>()
  let upper = ''
  for (const column of columnsUpTo([...grid[top]!.keys(), ...(lower?.keys() ?? [])])) {
    upper = grid[top]!.get(column) ?? upper
    const below = lower?.get(column)
    const whole = below === undefined ? upper : `${upper} ${below}`
    const heading = whole.replace(UNIT, '')
    headings.set(column, heading)
    units.set(heading, UNIT.exec(whole)?.[1] ?? '')
  }
  const year = /(\d{4})年/.exec(title)?.[1] ?? ''
  const seen = new Set<string>()
  const rows: Row[] = []
  for (const row of grid.slice(top + (lower === undefined ? 1 : 2))) {
    if (!/^\d+$/.test(row.get('A') ?? '')) continue
    const whole = JSON.stringify([...row])
    if (seen.has(whole)) continue
    seen.add(whole)
    rows.push({ cells: new Map([...row].map(([column, text]) => [headings.get(column)!, text])), units, year })
  }
  return { title, rows }
}

/** A, B, C … as far as the last of these. */
function columnsUpTo(columns: readonly string[]): string[] {
  return Array.from({ length: 26 }, (_, at) => String.fromCharCode(65 + at)).filter((one) =>
    columns.some((other) => other >= one),
  )
}

/** What stands under a heading; empty where nothing does. A heading that the sheet does not have is the reader's mistake. */
export function textUnder(row: Row, heading: string): string {
  if (!row.units.has(heading)) throw new Error(`no heading ${heading}; there are ${[...row.units.keys()].join(', ')}`)
  return row.cells.get(heading) ?? ''
}

/** A date under a heading as 2026-03-05, however the office wrote it; empty where nothing is written. */
export function dayUnder(row: Row, heading: string): string {
  const text = textUnder(row, heading)
  if (text === '') return ''
  const full = /^(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?$/.exec(text)
  const short = /^(\d{1,2})月(\d{1,2})日$/.exec(text)
  const [year, month, day] = full?.slice(1) ?? [row.year, short![1], short![2]]
  return `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`
}

/** The month under 报告期 or 月份 as 2026-03; 1—2月 is February. */
export function monthUnder(row: Row, heading: string): string {
  const [, year, month] = /^(?:(\d{4})年)?(?:1—)?(\d{1,2})月$/.exec(textUnder(row, heading))!
  return `${year ?? row.year}-${month!.padStart(2, '0')}`
}

const PARTS: Readonly<Record<string, number>> = { 亿元: 1e10, 万元: 1e6, 元: 100, 公里: 1000, '': 1 }

/** An amount under a heading in fen, metres or pieces, by the unit in the heading; 0 where nothing is written. */
export function amountUnder(row: Row, heading: string): number {
  const text = textUnder(row, heading)
  return text === '' ? 0 : Math.round(Number(text) * PARTS[row.units.get(heading)!]!)
}

export const yesUnder = (row: Row, heading: string) => ['是', '√', '1'].includes(textUnder(row, heading))
