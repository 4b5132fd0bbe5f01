import { deflateRawSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { readWorkbook } from './read-workbook.ts'
import { writeWorkbook } from './write-workbook.ts'
import { readZip, writeZip, ZIP_LIMITS } from './zip-parts.ts'

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const utf16 = (text: string) => Buffer.from(text, 'utf16le')
const OLE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])

/** A workbook of one sheet with this XML in place of its cells, and other parts as given. */
function workbook(sheetData: string, parts: Record<string, string> = {}): Uint8Array {
  const all = readZip(writeWorkbook({ sheets: [{ name: '表', rows: [] }] }))
  all.set('xl/worksheets/sheet1.xml', Buffer.from(`<worksheet xmlns="${MAIN}">${sheetData}</worksheet>`))
  for (const [name, text] of Object.entries(parts)) all.set(name, Buffer.from(text))
  return writeZip(all)
}
const cells = async (sheetData: string, parts: Record<string, string> = {}) =>
  (await readWorkbook(workbook(sheetData, parts))).sheets[0]!.rows.map((row) =>
    row.map(({ kind, text }) => [kind, text]),
  )
const codeOf = (bytes: Uint8Array) =>
  readWorkbook(bytes).then(
    () => 'read',
    (error) => error.code,
  )

test('cells are read as they were kept', async () => {
  const styles = `<styleSheet xmlns="${MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="165" formatCode="0.00&quot;%&quot;"/></numFmts>
    <cellXfs count="6"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="10"/><xf numFmtId="31"/><xf numFmtId="165"/></cellXfs></styleSheet>`
  const row = `<c r="A1" t="inlineStr"><is><r><t>富</t></r><r><t>文本</t></r></is></c><c r="B1"><v>0.30000000000000004</v></c>
    <c r="C1" s="1"><v>46086</v></c><c r="D1" s="2"><v>46086.75</v></c><c r="E1" s="3"><v>0.8512</v></c><c r="F1" t="b"><v>1</v></c>
    <c r="G1" t="e"><f>A9</f><v>#REF!</v></c><c r="H1"><f>1+1</f><v>2</v></c><c r="I1"><f>1+1</f></c><c r="J1"><v>341899198001010011</v></c>
    <c r="K1" s="4"><v>46086</v></c><c r="L1" s="5"><v>12</v></c><c r="M1" s="1"><v>99999999</v></c><c r="N1" t="str"><f>A1</f><v>算出的</v></c>`
  expect(await cells(`<sheetData><row r="1">${row}</row></sheetData>`, { 'xl/styles.xml': styles })).toEqual([
    [
      ['text', '富文本'],
      ['number', '0.3'],
      ['date', '2026-03-05'],
      ['date', '2026-03-05'],
      ['number', '85.12%'],
      ['boolean', 'TRUE'],
      ['error', '#REF!'],
      ['number', '2'],
      ['uncalculated', ''],
      ['number', '341899198001010000'],
      ['date', '2026-03-05'],
      ['number', '12'],
      ['error', '#######'],
      ['text', '算出的'],
    ],
  ])
})

test('a workbook that counts from 1904 gives the same day', async () => {
  const parts = readZip(writeWorkbook({ sheets: [{ name: '表', rows: [[{ date: '2026-03-05' }]] }] }))
  const book = Buffer.from(parts.get('xl/workbook.xml')!).toString()
  parts.set('xl/workbook.xml', Buffer.from(book.replace('<sheets>', '<workbookPr date1904="1"/><sheets>')))
  const sheet = Buffer.from(parts.get('xl/worksheets/sheet1.xml')!).toString()
  parts.set('xl/worksheets/sheet1.xml', Buffer.from(sheet.replace('46086', String(46086 - 1462))))
  expect((await readWorkbook(writeZip(parts))).sheets[0]!.rows[0]![0]).toMatchObject({
    kind: 'date',
    value: '2026-03-05',
  })
})

test('formats down to the last row and column cost nothing', async () => {
  const rows =
    '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="0"/></row><row r="1048576" s="0"><c r="A1048576" s="0"/></row>'
  expect(
    await cells(`<sheetData>${rows}</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>`),
  ).toEqual([[['number', '1']]])
})

/** A part that unpacks to more than is allowed, in a directory that claims it has `claimed` bytes. */
const bomb = (claimed: number) => {
  const name = 'xl/sharedStrings.xml'
  const bytes = Buffer.from(writeZip(new Map([[name, new Uint8Array(100)]])))
  const packed = deflateRawSync(new Uint8Array(ZIP_LIMITS.unpackedBytes + 1000), { level: 1 })
  const directory = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]))
  const local = Buffer.concat([bytes.subarray(0, 30), Buffer.from(name), packed])
  const entry = Buffer.from(bytes.subarray(directory, directory + 46 + name.length))
  entry.writeUInt32LE(packed.length, 20)
  entry.writeUInt32LE(claimed, 24)
  entry.writeUInt32LE(0, 42)
  const end = Buffer.from(bytes.subarray(-22))
  end.writeUInt32LE(local.length, 16)
  return Buffer.concat([local, entry, end])
}
const named = (name: string) => writeZip(new Map([[name, Buffer.from('x')]]))
const row = (cell: string) => `<sheetData><row r="1">${cell}</row></sheetData>`
const doctype = '<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]>'
const encryptedZip = () => {
  const bytes = Buffer.from(writeWorkbook({ sheets: [{ name: '表', rows: [] }] }))
  const directory = bytes.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]))
  bytes[directory + 8]! |= 1
  return bytes
}
const flipped = () => {
  const bytes = Buffer.from(writeZip(readZip(writeWorkbook({ sheets: [{ name: '表', rows: [['甲']] }] })), 0))
  bytes[bytes.indexOf('worksheet xmlns')]! ^= 1
  return bytes
}

test.each<[string, string, () => Uint8Array]>([
  ['nothing', 'workbook.not-excel', () => new Uint8Array(0)],
  ['garbage', 'workbook.not-excel', () => Buffer.from('姓名,金额\n甲,1')],
  ['a web page that calls itself .xls', 'workbook.not-excel', () => Buffer.from('<html><table></table></html>')],
  ['a zip of something else', 'workbook.not-excel', () => named('a.txt')],
  [
    'half a workbook',
    'workbook.not-excel',
    () => writeWorkbook({ sheets: [{ name: '表', rows: [] }] }).subarray(0, 900),
  ],
  ['a changed byte', 'workbook.damaged', flipped],
  ['an old .xls', 'workbook.old-format', () => Buffer.concat([OLE, utf16('Workbook')])],
  ['an old .doc', 'workbook.old-format', () => Buffer.concat([OLE, utf16('WordDocument')])],
  ['a workbook with a password', 'workbook.encrypted', () => Buffer.concat([OLE, utf16('EncryptedPackage')])],
  ['a zip with a password', 'workbook.encrypted', encryptedZip],
  ['a .docx', 'workbook.old-format', () => named('word/document.xml')],
  ['an .xlsb', 'workbook.old-format', () => named('xl/workbook.bin')],
  ['an .ods', 'workbook.old-format', () => named('content.xml')],
  ['a part that climbs out', 'workbook.unsafe', () => named('../../etc/cron.d/x.xml')],
  ['a part with an absolute name', 'workbook.unsafe', () => named('/etc/x.xml')],
  ['a zip bomb', 'workbook.too-large', () => bomb(ZIP_LIMITS.unpackedBytes + 1000)],
  ['a zip bomb that hides its size', 'workbook.too-large', () => bomb(1)],
  [
    'too many bytes',
    'workbook.too-large',
    () => new Uint8Array(ZIP_LIMITS.bytes + 1).fill(0x50, 0, 1).fill(0x4b, 1, 2),
  ],
  ['entities that grow', 'workbook.unsafe', () => workbook(`${doctype}${row('<c r="A1" t="str"><v>&c;</v></c>')}`)],
  [
    'entities in the strings',
    'workbook.unsafe',
    () => workbook('<sheetData/>', { 'xl/sharedStrings.xml': `${doctype}<sst/>` }),
  ],
  ['a cell in a far row', 'sheet.too-large', () => workbook(row('<c r="A999999"><v>1</v></c>'))],
  ['a cell in a far column', 'sheet.too-large', () => workbook(row('<c r="XFD1"><v>1</v></c>'))],
  [
    'a row beyond all rows',
    'sheet.too-large',
    () => workbook('<sheetData><row r="4000000000"><c><v>1</v></c></row></sheetData>'),
  ],
  ['an empty part', 'workbook.damaged', () => workbook('', { 'xl/workbook.xml': '' })],
])('%s → %s', async (_name, code, bytes) => {
  expect(await codeOf(bytes())).toBe(code)
})
