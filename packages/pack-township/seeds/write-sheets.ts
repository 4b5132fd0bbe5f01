import type { Field, Ledger } from '@shishu/kernel'
import type { Town } from './org-units.ts'
import type { SeedEntry } from './seed-entry.ts'
import type { DateStyle, SheetLayout } from './sheet-layout.ts'
import { type Cell, columnName, type SheetSketch } from './workbook-sketch.ts'

/** Parts in one of the unit, and the unit as the heading has it. */
const UNITS: Readonly<Record<string, readonly [factor: number, label: string]>> = {
  yuan: [100, '元'],
  'wan-yuan': [1_000_000, '万元'],
  'yi-yuan': [10_000_000_000, '亿元'],
  mu: [100, '亩'],
  'square-metre': [100, '平方米'],
  kilometre: [1000, '公里'],
  percent: [100, '%'],
  one: [1, ''],
}
const PLACE = '村（社区）'
const NUMBER = '序号'
const FILLED_ON = '2026年6月30日'

interface Column {
  field: string
  definition: Field
  upper: string | null
  lower: string
  factor: number
}

/** The sheets of one ledger: a title, who filled it in, headings in one or two rows, entries, totals and remarks. */
export function writeSheets(
  ledger: Ledger,
  office: string,
  town: Town,
  entries: readonly SeedEntry[],
  layout: SheetLayout,
): SheetSketch[] {
  const tab = layout.tab ?? ledger.label.replace(/台账$/, '')
  const { byYear } = layout
  if (byYear === undefined) return [writeSheet(tab, null, ledger, office, town, entries, layout)]
  const years = [...new Set(entries.map(({ values }) => String(values[byYear]).slice(0, 4)))].sort()
  return years.map((year) => {
    const ofYear = entries.filter(({ values }) => String(values[byYear]).startsWith(year))
    return writeSheet(`${tab}${year}年`, year, ledger, office, town, ofYear, layout)
  })
}

function writeSheet(
  name: string,
  year: string | null,
  ledger: Ledger,
  office: string,
  town: Town,
  entries: readonly SeedEntry[],
  layout: SheetLayout,
): SheetSketch {
  const columns = columnsOf(ledger, layout)
  const place = layout.place === undefined ? PLACE : layout.place
  const lead = place === null ? [NUMBER] : [NUMBER, place]
  const width = lead.length + columns.length
  const blank = (): Cell[] => Array.from({ length: width }, () => null)
  const whole = (text: string): Cell[] => [text, ...blank().slice(1)]

  const title = `${town.name}${year === null ? '' : `${year}年`}${ledger.label}`
  const rows: Cell[][] = [
    [{ text: title, bold: true }, ...blank().slice(1)],
    whole(`填报单位：${town.name}${office}　填报日期：${FILLED_ON}`),
  ]
  const merges = [`A1:${columnName(width - 1)}1`, `A2:${columnName(width - 1)}2`]
  const twoLevels = columns.some(({ upper }) => upper !== null)
  const heading: Cell[] = [...lead, ...columns.map(({ upper, lower }) => upper ?? lower)]
  if (twoLevels) {
    rows.push(heading.map((text, at) => (at > 0 && isWithinUpper(columns, at - lead.length) ? null : text)))
    rows.push([...lead.map(() => null), ...columns.map(({ upper, lower }) => (upper === null ? null : lower))])
    merges.push(...headingMerges(columns, lead.length))
  } else rows.push(heading)

  const villages = new Map(town.villages.map(({ code, name: village }) => [code, village]))
  const placeOf = (code: string, row: number): string => {
    const village = villages.get(code) ?? '镇本级'
    return layout.shortPlaces && row % 6 === 4 && /..村$/.test(village) ? village.slice(0, -1) : village
  }
  const writeEntry = ({ orgUnit, values }: SeedEntry, row: number): Cell[] => [
    row + 1,
    ...(place === null ? [] : [placeOf(orgUnit, row)]),
    ...columns.map((column, at) => writeValue(values[column.field] ?? null, column, layout, year, row, at)),
  ]
  const sumRow = (label: string, of: readonly SeedEntry[]): Cell[] => [
    label,
    ...lead.slice(1).map(() => null),
    ...columns.map(({ field, definition, factor }) => {
      if (definition.type !== 'quantity') return null
      return exact(
        of.reduce((sum, { values }) => sum + Number(values[field] ?? 0), 0),
        factor,
      )
    }),
  ]
  const { subtotals, duplicate } = layout
  for (const [row, entry] of entries.entries()) {
    rows.push(writeEntry(entry, row))
    if (duplicate?.year === year && duplicate.row === row && town.scale === 1) rows.push(writeEntry(entry, row))
    const group = subtotals === undefined ? undefined : entry.values[subtotals]
    if (subtotals !== undefined && entries[row + 1]?.values[subtotals] !== group) {
      rows.push(
        sumRow(
          '小计',
          entries.filter(({ values }) => values[subtotals] === group),
        ),
      )
    }
  }
  if (layout.total || subtotals !== undefined) rows.push(sumRow('合计', entries))
  for (const remark of layout.remarks ?? []) {
    rows.push(whole(remark))
    merges.push(`A${rows.length}:${columnName(width - 1)}${rows.length}`)
  }
  return { name, rows, merges, widths: [6, ...(place === null ? [] : [12]), ...columns.map(widthOf)] }
}

function columnsOf(ledger: Ledger, layout: SheetLayout): Column[] {
  return Object.entries(ledger.fields)
    .filter(([, definition]) => definition.type !== 'days')
    .map(([field, definition]) => {
      const unit = definition.type === 'quantity' ? (layout.units?.[field] ?? definition.unit) : 'one'
      const [factor, label] = UNITS[unit]!
      const head = layout.heads?.[field] ?? `${definition.label}${label === '' ? '' : `（${label}）`}`
      const [upper, lower] = typeof head === 'string' ? [null, head] : head
      return { field, definition, upper, lower, factor }
    })
}

/** Whether this column goes on under the upper heading of the column before it. */
function isWithinUpper(columns: readonly Column[], at: number): boolean {
  const upper = columns[at]?.upper ?? null
  return upper !== null && columns[at - 1]?.upper === upper
}

/** Upper headings over their columns, and the other headings over both heading rows (rows 3 and 4). */
function headingMerges(columns: readonly Column[], lead: number): string[] {
  const merges = Array.from({ length: lead }, (_, at) => `${columnName(at)}3:${columnName(at)}4`)
  for (let at = 0; at < columns.length; at += 1) {
    const first = columnName(lead + at)
    if (columns[at]!.upper === null) {
      merges.push(`${first}3:${first}4`)
      continue
    }
    while (isWithinUpper(columns, at + 1)) at += 1
    const last = columnName(lead + at)
    if (last !== first) merges.push(`${first}3:${last}3`)
  }
  return merges
}

function widthOf({ definition }: Column): number {
  if (definition.type === 'text') return definition.max > 100 ? 26 : 16
  return definition.type === 'quantity' || definition.type === 'boolean' ? 10 : 13
}

/** An amount in its unit, with no more decimals than it has: `exact(12_300_000, 1_000_000)` is 12.3. */
function exact(parts: number, factor: number): number {
  return Number((parts / factor).toFixed(String(factor).length - 1))
}

function writeValue(
  value: string | number | boolean | null,
  { field, definition, factor }: Column,
  layout: SheetLayout,
  year: string | null,
  row: number,
  at: number,
): Cell {
  if (value === null) return null
  if (typeof value === 'boolean') return layout.ticks ? (value ? '√' : null) : value ? '是' : '否'
  if (typeof value === 'number') {
    const amount = exact(value, factor)
    return layout.fullWidth === field && row % 9 === 3 ? fullWidth(String(amount)) : amount
  }
  if (definition.type === 'choice') return definition.options[value]!
  if (definition.type === 'month') return writeMonth(value, definition.joinsJanuary === true, year)
  if (definition.type !== 'date') return value
  const styles = layout.dates ?? ['cell']
  return writeDate(value, styles[(row * 7 + at * 3) % styles.length]!, year)
}

function writeDate(day: string, style: DateStyle, year: string | null): Cell {
  const [y, m, d] = day.split('-').map(Number)
  if (style === 'cell') return { date: day }
  if (style === 'dot') return `${y}.${m}.${d}`
  if (style === 'slash') return `${y}/${m}/${d}`
  return style === 'month-day' && day.startsWith(year ?? '—') ? `${m}月${d}日` : `${y}年${m}月${d}日`
}

/** 2026年1—2月 where January is joined; without the year where the sheet's title gives it. */
function writeMonth(month: string, joinsJanuary: boolean, year: string | null): string {
  const [y, m] = month.split('-').map(Number)
  const joined = joinsJanuary && month.endsWith('-02')
  return `${year === null ? `${y}年` : ''}${joined ? '1—2' : m}月`
}

function fullWidth(text: string): string {
  return text.replace(/[0-9]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))
}
