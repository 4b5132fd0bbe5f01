import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { LEDGERS, TOWN, TREE } from './excel.fixture.ts'
import { FAULTS_SHEET } from './fault.ts'
import { markFaults } from './mark-faults.ts'
import { readLedgerWorkbook } from './read-ledger-workbook.ts'
import { readWorkbook } from './read-workbook.ts'
import { richWorkbook } from './rich-workbook.fixture.ts'
import { type SketchCell, writeWorkbook } from './write-workbook.ts'
import { readZip, writeZip } from './zip-parts.ts'

const read = (bytes: Uint8Array) =>
  readLedgerWorkbook(bytes, { ledgers: LEDGERS, orgTree: TREE, fileName: 'test.xlsx', town: TOWN })
const part = (bytes: Uint8Array, name: string) => Buffer.from(readZip(bytes).get(name) ?? '').toString()

const ROWS: SketchCell[][] = [
  ['云溪镇招商引资项目台账', null, null, null],
  ['项目名称', '计划投资（万元）', '签约日期', '村'],
  ['项目一', '1.2亩', '2026-2-30', '新桥村'],
  ['项目二', 5, { date: '2026-03-01' }, '西村'],
]
const faulty = () => writeWorkbook({ sheets: [{ name: "招商'引资", rows: ROWS, merges: ['A1:D1'] }] })

test('faulty cells are filled and commented, and a first sheet lists them', async () => {
  const bytes = faulty()
  const marked = markFaults(bytes, (await read(bytes)).faults, 'zh')
  const { sheets } = await readWorkbook(marked)
  expect(sheets.map(({ name }) => name)).toEqual([FAULTS_SHEET, "招商'引资"])
  const list = sheets[0]!.rows.map((row) => row.map(({ text }) => text))
  expect(list[0]![0]).toBe('共 3 处要改。请在各表里改好标红的单元格，保存后把整个工作簿重新导入。本表不用删。')
  expect(list.slice(1).map((row) => row.slice(0, 4))).toEqual([
    ['序号', '工作表', '单元格', '现在填的'],
    ['1', "招商'引资", 'B3', '1.2亩'],
    ['2', "招商'引资", 'C3', '2026-2-30'],
    ['3', "招商'引资", 'D4', '西村'],
  ])
  expect(list[4]![4]).toBe('云溪镇没有“西村”。请核对名称或代码，要与组织单位表一致。')
  expect(part(marked, 'xl/comments1.xml').match(/ref="\w+"/g)).toEqual(['ref="B3"', 'ref="C3"', 'ref="D4"'])
  expect(part(marked, 'xl/worksheets/sheet2.xml')).toContain(`location="'招商''引资'!D4"`)
  expect(markFaults(bytes, (await read(bytes)).faults, 'zh')).toEqual(marked)
})

test('a marked workbook is read as before, and mended it is read without a fault', async () => {
  const bytes = faulty()
  const before = await read(bytes)
  const marked = markFaults(bytes, before.faults, 'zh')
  const again = await read(marked)
  expect(again.faults).toEqual(before.faults)
  expect(again.notices.map(({ code }) => code)).toEqual(['sheet-ignored'])
  const mended = withText(withText(withText(marked, '1.2亩', '1.2'), '2026-2-30', '2026-2-28'), '西村', '东村')
  const { faults, rows } = await read(mended)
  expect(faults).toEqual([])
  expect(rows).toHaveLength(2)
})

test('marking again takes the old marks off the cells that were mended', async () => {
  const bytes = faulty()
  const marked = markFaults(bytes, (await read(bytes)).faults, 'zh')
  const mended = withText(marked, '1.2亩', '1.2')
  const again = markFaults(mended, (await read(mended)).faults, 'zh')
  const styleOf = (file: Uint8Array, ref: string) =>
    new RegExp(`r="${ref}" s="(\\d+)"`).exec(part(file, 'xl/worksheets/sheet1.xml'))![1]
  expect(styleOf(again, 'B3')).toBe(styleOf(bytes, 'B3'))
  expect(styleOf(again, 'C3')).toBe(styleOf(marked, 'C3'))
  expect(part(again, 'xl/comments1.xml').match(/ref="\w+"/g)).toEqual(['ref="C3"', 'ref="D4"'])
  expect(part(again, 'xl/drawings/vmlDrawing1.vml').match(/<v:shape /g)).toHaveLength(2)
  expect((await readWorkbook(again)).sheets.map(({ name }) => name)).toEqual([FAULTS_SHEET, "招商'引资"])
})

test('nothing of a rich workbook is lost', async () => {
  const bytes = richWorkbook()
  const { faults } = await read(bytes)
  expect(faults.map(({ row, column }) => `${column}${row}`)).toEqual(['C4', 'D5', 'B6', 'D6'])
  const marked = markFaults(bytes, faults, 'zh')
  const before = readZip(bytes)
  const after = readZip(marked)
  for (const [name, was] of before) {
    expect(after.has(name), name).toBe(true)
    if (/media|charts|theme|drawing1\.xml$|docProps/.test(name)) expect(after.get(name), name).toEqual(was)
  }
  const sheet = part(marked, 'xl/worksheets/sheet1.xml')
  for (const kept of [
    '<f>SUM(B4:B5)</f>',
    '<mergeCell ref="A1:D1"/>',
    '<sheetProtection sheet="1"',
    '<dataBar>',
    '<dataValidation ',
    '<drawing r:id=',
    '<x14ac:unknown',
    '<legacyDrawing r:id="rId2"/>',
    '<tablePart ',
  ]) {
    expect(sheet, kept).toContain(kept)
  }
  // The name of sheet 1 has moved on with it, and only the list is selected.
  expect(part(marked, 'xl/workbook.xml')).toContain('localSheetId="1"')
  expect(sheet).not.toContain('tabSelected')
  // The comment that was there stays; the faulty cells get theirs beside it.
  const comments = part(marked, 'xl/comments1.xml')
  expect(comments.match(/ref="\w+"/g)).toEqual(['ref="B4"', 'ref="C4"', 'ref="D5"', 'ref="B6"', 'ref="D6"'])
  expect(comments).toContain('原来的批注')
  // Everything but the marks is as it was, character for character.
  const plain = (xml: string) =>
    xml
      .replace(/ s="\d+"/g, '')
      .replace(/ tabSelected="1"/, '')
      .replace(/<c r="\w+"\/>/g, '')
  expect(plain(sheet)).toBe(plain(part(bytes, 'xl/worksheets/sheet1.xml')))
})

test.each(['x:', ''])('names with the prefix "%s" stay well formed', async (prefix) => {
  const bytes = faulty()
  const parts = readZip(bytes)
  for (const [name, xml] of parts) {
    if (!name.startsWith('xl/') || name.endsWith('.rels')) continue
    const text = Buffer.from(xml)
      .toString()
      .replace(/<(\/?)(?=[a-zA-Z])/g, `<$1${prefix}`)
    parts.set(name, Buffer.from(prefix === '' ? text : text.replace('xmlns=', 'xmlns:x=')))
  }
  const prefixed = writeZip(parts)
  const { faults } = await read(prefixed)
  expect(faults).toHaveLength(3)
  const again = await read(markFaults(prefixed, faults, 'en'))
  expect(again.faults).toHaveLength(3)
})

test.skipIf(!existsSync('/usr/bin/soffice'))('LibreOffice opens a marked workbook and keeps its values', async () => {
  const bytes = richWorkbook()
  const folder = mkdtempSync(join(tmpdir(), 'marked-'))
  try {
    writeFileSync(join(folder, 'marked.xlsx'), markFaults(bytes, (await read(bytes)).faults, 'zh'))
    const profile = `-env:UserInstallation=file://${folder}/profile`
    execFileSync('/usr/bin/soffice', [
      profile,
      '--headless',
      '--convert-to',
      'ods',
      '--outdir',
      folder,
      join(folder, 'marked.xlsx'),
    ])
    execFileSync('/usr/bin/soffice', [
      profile,
      '--headless',
      '--convert-to',
      'xlsx:Calc MS Excel 2007 XML',
      '--outdir',
      join(folder, 'back'),
      join(folder, 'marked.ods'),
    ])
    const back = await readWorkbook(readFileSync(join(folder, 'back', 'marked.xlsx')))
    expect(back.sheets.map(({ name }) => name)).toEqual([FAULTS_SHEET, '招商引资', '图表'])
    expect((await read(readFileSync(join(folder, 'back', 'marked.xlsx')))).faults).toHaveLength(4)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

/** The workbook with one text of its first own sheet replaced, as an officer would. */
function withText(bytes: Uint8Array, from: string, to: string): Uint8Array {
  const parts = readZip(bytes)
  const xml = Buffer.from(parts.get('xl/worksheets/sheet1.xml')!).toString()
  parts.set('xl/worksheets/sheet1.xml', Buffer.from(xml.replace(`>${from}<`, `>${to}<`)))
  return writeZip(parts)
}
