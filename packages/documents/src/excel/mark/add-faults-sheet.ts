import type { Language } from '@shishu/kernel'
import { escapeXml } from '../../xml-text.ts'
import { FAULTS_SHEET, type Fault } from '../fault.ts'
import { applyEdits, attribute, children, type Edit, findElement, tags, withAttribute } from '../xml-scan.ts'
import type { MarkStyles } from './mark-styles.ts'
import { addLink, addPart, getText, LINK_TYPES, type OfficePackage, setText } from './office-package.ts'

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const SHEET_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml'
/** A list longer than this is not read to its end; the rest is counted. */
const MOST_LISTED = 10_000

const WORDS = {
  zh: {
    title: (count: number) =>
      `共 ${count} 处要改。请在各表里改好标红的单元格，保存后把整个工作簿重新导入。本表不用删。`,
    heads: ['序号', '工作表', '单元格', '现在填的', '怎么改'],
    row: (row: number) => `第 ${row} 行`,
    more: (count: number) => `还有 ${count} 处没有列出，改好以上各处后再导入会接着列出。`,
  },
  en: {
    title: (count: number) =>
      `${count} faults. Mend the red cells, save, and import the whole workbook again. Leave this sheet.`,
    heads: ['No.', 'Sheet', 'Cell', 'Now', 'What to do'],
    row: (row: number) => `row ${row}`,
    more: (count: number) => `${count} more are not listed.`,
  },
} as const

/** Puts the list of faults in front of the other sheets; where the workbook has one of an earlier import, in its place. */
export function addFaultsSheet(
  file: OfficePackage,
  faults: readonly Fault[],
  styles: MarkStyles,
  language: Language,
): void {
  const text = sheetXml(faults, styles.list, language)
  const earlier = file.sheets.find(({ name }) => name === FAULTS_SHEET)
  if (earlier !== undefined) {
    setText(file, earlier.path, text)
    return
  }
  for (const sheet of file.sheets) deselect(file, sheet.path)
  const path = addPart(file, 'xl/worksheets/sheet#.xml', text, SHEET_TYPE)
  const link = addLink(file, file.workbook, 'worksheet', path)
  const xml = getText(file, file.workbook)
  const sheets = findElement(xml, 'sheets')!
  let lastId = 0
  for (const { open } of children(xml, sheets)) {
    lastId = Math.max(lastId, Number(attribute(xml.slice(open.start, open.end), 'sheetId') ?? 0))
  }
  const sheet = `<${sheets.prefix}sheet name="${FAULTS_SHEET}" sheetId="${lastId + 1}" xmlns:r="${LINK_TYPES}" r:id="${link}"/>`
  const edits: Edit[] = [{ start: sheets.open.end, end: sheets.open.end, text: sheet }]
  for (const { name, kind, start, end } of tags(xml)) {
    if (kind === 'close') continue
    const tag = xml.slice(start, end)
    // Names and views count sheets by position, and every sheet has moved on by one.
    if (name === 'workbookView') {
      edits.push({ start, end, text: withAttribute(withAttribute(tag, 'activeTab', 0), 'firstSheet', 0) })
    } else if (name === 'definedName') {
      const local = attribute(tag, 'localSheetId')
      if (local !== undefined) edits.push({ start, end, text: withAttribute(tag, 'localSheetId', Number(local) + 1) })
    }
  }
  setText(file, file.workbook, applyEdits(xml, edits))
  file.sheets.unshift({ name: FAULTS_SHEET, path })
}

/** Two sheets selected at once would take every later keystroke together. */
function deselect(file: OfficePackage, path: string): void {
  const xml = getText(file, path)
  const edits: Edit[] = []
  for (const { name, kind, start, end } of tags(xml)) {
    if (name === 'sheetData') break
    if (name === 'sheetView' && kind !== 'close') {
      edits.push({ start, end, text: withAttribute(xml.slice(start, end), 'tabSelected', null) })
    }
  }
  if (edits.length > 0) setText(file, path, applyEdits(xml, edits))
}

function sheetXml(faults: readonly Fault[], list: MarkStyles['list'], language: Language): string {
  const words = WORDS[language]
  const cell = (ref: string, style: number, text: string) =>
    `<c r="${ref}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(text)}</t></is></c>`
  const listed = faults.slice(0, MOST_LISTED)
  const rows = [
    `<row r="1" ht="36" customHeight="1">${cell('A1', list.title, words.title(faults.length))}</row>`,
    `<row r="2">${words.heads.map((head, at) => cell(`${'ABCDE'[at]}2`, list.head, head)).join('')}</row>`,
  ]
  const links: string[] = []
  listed.forEach(({ sheet, row, column, found, error }, at) => {
    const number = at + 3
    const address = column === null ? words.row(row) : `${column}${row}`
    const texts = [String(at + 1), sheet, address, found, error.text(language)]
    const cells = texts.map((text, index) =>
      cell(`${'ABCDE'[index]}${number}`, index === 2 ? list.link : list.text, text),
    )
    rows.push(`<row r="${number}">${cells.join('')}</row>`)
    const location = `'${sheet.replace(/'/g, "''")}'!${column ?? 'A'}${row}`
    links.push(`<hyperlink ref="C${number}" location="${escapeXml(location)}" display="${escapeXml(address)}"/>`)
  })
  if (listed.length < faults.length) {
    const number = listed.length + 3
    rows.push(`<row r="${number}">${cell(`A${number}`, list.title, words.more(faults.length - listed.length))}</row>`)
  }
  const widths = [6, 20, 12, 24, 80].map(
    (width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`,
  )
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="${MAIN}"><sheetPr><tabColor rgb="FFC00000"/><pageSetUpPr fitToPage="1"/></sheetPr>\
<sheetViews><sheetView tabSelected="1" workbookViewId="0"><pane ySplit="2" topLeftCell="A3" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>\
<cols>${widths.join('')}</cols><sheetData>${rows.join('')}</sheetData><mergeCells count="1"><mergeCell ref="A1:E1"/></mergeCells>\
${links.length > 0 ? `<hyperlinks>${links.join('')}</hyperlinks>` : ''}<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>`
}
