import { type Day, dayNumber } from '@shishu/kernel'
import { escapeXml } from '../xml-text.ts'
import { cellAddress, columnLetter, parseRange } from './cell-address.ts'
import { writeZip, type ZipParts } from './zip-parts.ts'

/** A cell to be written. A string stays a string, whatever it begins with: it never becomes a formula. */
export type SketchCell = string | number | boolean | null | { date: Day } | { text: string; bold?: boolean }

export interface SheetSketch {
  name: string
  rows: readonly (readonly SketchCell[])[]
  /** Ranges such as `A1:H1`. A range that spans the first row is the title: bold, large, centred. */
  merges?: readonly string[]
  /** Widths in characters, by column; 12 where none is given. */
  widths?: readonly number[]
}
export interface WorkbookSketch {
  sheets: readonly SheetSketch[]
}

/** Places in STYLES' cellXfs. */
const STYLE = { plain: 0, text: 1, date: 2, bold: 3, title: 4, line: 5 } as const
const FONT = '宋体'
const DEFAULT_WIDTH = 12
const TITLE_HEIGHT_POINTS = 30
/** A line such as `填报单位：…`, above or below the table proper: no box, and as wide as it needs. */
const LINE = /^[^:：]{2,8}[:：]/
/** 1970-01-01 as Excel counts days (1900 system). */
const EPOCH_SERIAL = 25_569

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const LINKS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

const font = (size: number, bold: boolean) =>
  `<font>${bold ? '<b/>' : ''}<sz val="${size}"/><name val="${FONT}"/><charset val="134"/></font>`
const edge = (side: string) => `<${side} style="thin"><color auto="1"/></${side}>`
const xf = (rest: string, align: string) =>
  `<xf fillId="0" xfId="0" applyFont="1" applyBorder="1" applyAlignment="1" ${rest}><alignment ${align} vertical="center" wrapText="1"/></xf>`

const STYLES = `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>\
<fonts count="3">${font(11, false)}${font(11, true)}${font(16, true)}</fonts>\
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>\
<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>\
<border>${edge('left')}${edge('right')}${edge('top')}${edge('bottom')}<diagonal/></border></borders>\
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="6">\
${xf('numFmtId="0" fontId="0" borderId="1"', 'horizontal="general"')}${xf('numFmtId="49" fontId="0" borderId="1" applyNumberFormat="1"', 'horizontal="left"')}\
${xf('numFmtId="164" fontId="0" borderId="1" applyNumberFormat="1"', 'horizontal="center"')}\
${xf('numFmtId="0" fontId="1" borderId="1"', 'horizontal="center"')}${xf('numFmtId="0" fontId="2" borderId="0"', 'horizontal="center"')}\
<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1"><alignment vertical="center"/></xf>\
</cellXfs><cellStyles count="1"><cellStyle name="常规" xfId="0" builtinId="0"/></cellStyles></styleSheet>`

/**
 * Writes a workbook from scratch.
 *
 * Shape   .xlsx; the same sketch gives the same bytes on every machine
 */
export function writeWorkbook({ sheets }: WorkbookSketch): Uint8Array {
  const text = (body: string) => Buffer.from(`${HEAD}${body}`)
  const each = (write: (number: number, sheet: SheetSketch) => string) =>
    sheets.map((sheet, at) => write(at + 1, sheet)).join('')
  const type = (part: string, kind: string) =>
    `<Override PartName="/xl/${part}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${kind}+xml"/>`
  const link = (id: number, kind: string, target: string) =>
    `<Relationship Id="rId${id}" Type="${LINKS}/${kind}" Target="${target}"/>`
  const parts: ZipParts = new Map<string, Uint8Array>([
    [
      '[Content_Types].xml',
      text(
        `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
<Default Extension="xml" ContentType="application/xml"/>${type('workbook', 'sheet.main')}${type('styles', 'styles')}\
${each((number) => type(`worksheets/sheet${number}`, 'worksheet'))}</Types>`,
      ),
    ],
    [
      '_rels/.rels',
      text(
        `<Relationships xmlns="${PACKAGE}/relationships">${link(1, 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
      ),
    ],
    [
      'xl/workbook.xml',
      text(
        `<workbook xmlns="${MAIN}" xmlns:r="${LINKS}"><sheets>\
${each((number, sheet) => `<sheet name="${escapeXml(sheet.name)}" sheetId="${number}" r:id="rId${number}"/>`)}</sheets></workbook>`,
      ),
    ],
    [
      'xl/_rels/workbook.xml.rels',
      text(
        `<Relationships xmlns="${PACKAGE}/relationships">${each((number) => link(number, 'worksheet', `worksheets/sheet${number}.xml`))}\
${link(sheets.length + 1, 'styles', 'styles.xml')}</Relationships>`,
      ),
    ],
    ['xl/styles.xml', Buffer.from(STYLES)],
  ])
  sheets.forEach((sheet, at) => {
    parts.set(`xl/worksheets/sheet${at + 1}.xml`, Buffer.from(HEAD + sheetXml(sheet)))
  })
  return writeZip(parts)
}

function sheetXml({ rows, merges = [], widths = [] }: SheetSketch): string {
  const ranges = merges.flatMap((merge) => parseRange(merge) ?? [])
  const columns = Math.max(widths.length, ...rows.slice(0, 1000).map((row) => row.length), 1)
  const cols = Array.from(
    { length: columns },
    (_, at) => `<col min="${at + 1}" max="${at + 1}" width="${widths[at] ?? DEFAULT_WIDTH}" customWidth="1"/>`,
  ).join('')
  const data = rows
    .map((row, rowIndex) => {
      const first = row.find((cell) => cell !== null)
      const isLine = typeof first === 'string' && LINE.test(first)
      const isTitle = rowIndex === 0 && ranges.some((range) => range.top === 0 && range.left === 0 && range.right > 0)
      const cells = row.map((cell, column) => {
        const isHeading = ranges.some((range) => range.top === rowIndex && range.left === column)
        const style = isLine ? STYLE.line : isTitle ? STYLE.title : isHeading ? STYLE.bold : undefined
        return cellXml(cell, cellAddress(rowIndex, column), style)
      })
      const height = isTitle ? ` ht="${TITLE_HEIGHT_POINTS}" customHeight="1"` : ''
      return `<row r="${rowIndex + 1}"${height}>${cells.join('')}</row>`
    })
    .join('')
  const merged = merges.map((merge) => `<mergeCell ref="${merge}"/>`).join('')
  return `<worksheet xmlns="${MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="A1:${columnLetter(columns - 1)}${Math.max(rows.length, 1)}"/><cols>${cols}</cols>\
<sheetData>${data}</sheetData>${merges.length > 0 ? `<mergeCells count="${merges.length}">${merged}</mergeCells>` : ''}\
<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>`
}

/** A cell, in its own style or in the one that its row or range gives it. */
function cellXml(cell: SketchCell, address: string, given: number | undefined): string {
  const at = (style: number) => `<c r="${address}" s="${given ?? style}"`
  if (cell === null) return `${at(STYLE.plain)}/>`
  if (typeof cell === 'number') return `${at(STYLE.plain)}><v>${cell}</v></c>`
  if (typeof cell === 'boolean') return `${at(STYLE.plain)} t="b"><v>${cell ? 1 : 0}</v></c>`
  if (typeof cell === 'object' && 'date' in cell) {
    // A date is only a number in a date's style, whatever range it stands in.
    return `<c r="${address}" s="${STYLE.date}"><v>${dayNumber(cell.date) + EPOCH_SERIAL}</v></c>`
  }
  const { text, bold } = typeof cell === 'string' ? { text: cell, bold: false } : cell
  const style = bold === true ? STYLE.bold : STYLE.text
  return `${at(style)} t="inlineStr"><is><t xml:space="preserve">${escapeXml(text)}</t></is></c>`
}
