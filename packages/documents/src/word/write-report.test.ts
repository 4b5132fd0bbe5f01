import type { Figure, RenderedReport, Run } from '@shishu/kernel'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { readReportSlots } from './read-slots.ts'
import type { ReportDocument } from './report-document.ts'
import { writeReportDocx } from './write-report.ts'

const SEAL = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'

const plain = (text: string): Run => ({ slot: null, text })
const slot = (slot: number, text: string): Run => ({ slot, text })

function figure(id: string, label: string, value: number | null): Figure {
  return {
    indicator: { id, label, gloss: id, unit: 'number', value: 'flow(visits.held)', better: 'up', source: '测试' },
    value,
    absent: value === null ? { reason: 'no-data', measure: 'visits.held' } : null,
    numerator: null,
    denominator: null,
  }
}

const REPORT: RenderedReport = {
  title: '青溪镇2026年上半年工作情况汇报',
  paragraphs: [
    { style: 'title', runs: [slot(1, '青溪镇'), plain('2026年上半年工作情况汇报')], lead: null },
    { style: 'heading-1', runs: [plain('一、上半年工作开展情况')], lead: null },
    {
      style: 'body',
      runs: [
        plain('全镇走访农户'),
        slot(2, '120余'),
        plain('户，“两新”产值同比'),
        slot(3, '下降3.1%'),
        plain('，改厕'),
        slot(4, '—'),
        plain('户，增速'),
        slot(5, '−3.1%'),
        plain('，其中<规上>&其他。'),
      ],
      lead: '发展动力持续增强。',
    },
    { style: 'heading-2', runs: [plain('（一）走访')], lead: null },
    { style: 'body', runs: [slot(2, '120余'), plain('户全部走访。')], lead: null },
  ],
  slots: [
    { slot: 1, text: '青溪镇', figure: null },
    { slot: 2, text: '120余', figure: figure('visited-households', '走访农户', 123) },
    { slot: 3, text: '下降3.1%', figure: figure('new-output-growth', '产值增速', -3.1) },
    { slot: 4, text: '—', figure: figure('toilets-mended', '改厕', null) },
    { slot: 5, text: '−3.1%', figure: figure('output-rate', '增速', -3.1) },
  ],
}

const DOCUMENT: ReportDocument = {
  report: REPORT,
  orgUnit: '青溪镇',
  period: '2026年上半年',
  issuer: '青溪镇人民政府',
  recipient: '县人民政府',
  date: '2026-07-05',
  asOf: '2026-07-03T16:05:09.123Z',
  seal: SEAL,
}

async function parts(document: ReportDocument = DOCUMENT): Promise<Record<string, string>> {
  const files = unzipSync(await writeReportDocx(document))
  return Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, strFromU8(bytes)]))
}

/** Whether every element is closed where it should be; the parts have neither comments nor CDATA. */
function isWellFormed(xml: string): boolean {
  const open: string[] = []
  for (const [, closing, name, , self] of xml.matchAll(/<(\/?)([\w:]+)((?:\s[\w:]+="[^"<]*")*)\s*(\/?)>/g)) {
    if (closing) {
      if (open.pop() !== name) return false
    } else if (!self) open.push(name!)
  }
  const rest = xml.replace(/^<\?xml[^>]*\?>/, '').replace(/<\/?[\w:]+(?:\s[\w:]+="[^"<]*")*\s*\/?>/g, '')
  return open.length === 0 && !/[<>]|&(?!(amp|lt|gt|quot);)/.test(rest)
}

test('every part is well-formed, and declared', async () => {
  const all = await parts()
  for (const [name, xml] of Object.entries(all)) expect(isWellFormed(xml), name).toBe(true)
  for (const name of Object.keys(all).filter((each) => /^(word|docProps)\/\w+\.xml$/.test(each))) {
    expect(all['[Content_Types].xml']).toContain(`PartName="/${name}"`)
  }
})

test('each slot is a content control that reads back with its indicator', async () => {
  expect(readReportSlots(await writeReportDocx(DOCUMENT))).toEqual([
    { slot: 1, indicator: null, text: '青溪镇' },
    { slot: 2, indicator: 'visited-households', text: '120余' },
    { slot: 3, indicator: 'new-output-growth', text: '下降3.1%' },
    { slot: 4, indicator: 'toilets-mended', text: '—' },
    { slot: 5, indicator: 'output-rate', text: '−3.1%' },
    { slot: 2, indicator: 'visited-households', text: '120余' },
  ])
})

test('a control has the properties of the schema in its order, and an id of its own', async () => {
  const xml = (await parts())['word/document.xml']!
  expect(xml).toContain(
    '<w:sdtPr><w:alias w:val="走访农户"/><w:tag w:val="slot:2;indicator:visited-households"/><w:id w:val="2"/><w:text/></w:sdtPr>',
  )
  const ids = [...xml.matchAll(/<w:id w:val="(\d+)"/g)].map(([, id]) => id)
  expect(new Set(ids).size).toBe(6)
})

test('what was edited by hand reads as edited, and what is only marked as deleted does not', async () => {
  const files = unzipSync(await writeReportDocx(DOCUMENT))
  const xml = strFromU8(files['word/document.xml']!).replace(
    /<w:t xml:space="preserve">120<\/w:t>/,
    '<w:t>13</w:t></w:r><w:proofErr w:type="spellStart"/><w:del><w:r><w:delText>120</w:delText></w:r></w:del><w:r><w:t>0&#x4F59;</w:t><w:t/>',
  )
  expect(readReportSlots(zipSync({ 'word/document.xml': strToU8(xml) }))[1]?.text).toBe('130余余')
})

test.each([
  ['nothing', new Uint8Array()],
  ['a text', strToU8('半年报告')],
  ['another archive', zipSync({ 'xl/workbook.xml': strToU8('<workbook/>') })],
])('%s is no Word document', (_, bytes) => {
  expect(() => readReportSlots(bytes)).toThrow('word.unreadable')
})

test('the page is the standard’s: A4, a type area of 156 × 225 mm, 22 lines of 28 characters', async () => {
  const xml = (await parts())['word/document.xml']!
  expect(xml).toContain('<w:pgSz w:w="11906" w:h="16838"/>')
  // Twips of 37, 26, 35 and 28 mm.
  expect(xml).toContain('w:top="2098" w:right="1474" w:bottom="1984" w:left="1587"')
  const grid = /<w:docGrid w:type="linesAndChars" w:linePitch="(\d+)" w:charSpace="(-\d+)"/.exec(xml)!
  const lines = (16838 - 2098 - 1984) / Number(grid[1])
  const chars = (11906 - 1474 - 1587) / 20 / (16 + Number(grid[2]) / 4096)
  expect([Math.floor(lines), Math.floor(chars)]).toEqual([22, 28])
})

test.each([
  ['Title', '方正小标宋简体', 44],
  ['Normal', '仿宋_GB2312', 32],
  ['Heading1', '黑体', undefined],
  ['Heading2', '楷体_GB2312', undefined],
  ['PageNumber', '宋体', 28],
])('style %s is set in %s', async (id, typeface, size) => {
  const style = new RegExp(`w:styleId="${id}".*?</w:style>`).exec((await parts())['word/styles.xml']!)![0]
  expect(style).toContain(`w:eastAsia="${typeface}"`)
  if (size !== undefined) expect(style).toContain(`<w:sz w:val="${size}"/>`)
})

test('the body is indented by two characters, its lead is in 楷体, headings are as the standard has them', async () => {
  const all = await parts()
  expect(all['word/styles.xml']).toContain('w:firstLineChars="200"')
  expect(all['word/document.xml']).toMatch(
    /w:rStyle w:val="Lead"\/><w:rFonts w:hint="eastAsia"\/><\/w:rPr><w:t[^>]*>发展动力持续增强。</,
  )
  expect(all['word/document.xml']).toMatch(/"Heading1"\/><\/w:pPr>.*一、上半年.*"Heading2"\/><\/w:pPr>.*（一）走访/)
})

test('minus signs go to the Western typeface, quotation marks and — to the Chinese one', async () => {
  const xml = (await parts())['word/document.xml']!
  expect(xml).toContain('<w:r><w:t xml:space="preserve">−3.1%</w:t></w:r>')
  expect(xml).toMatch(/hint="eastAsia"\/><\/w:rPr><w:t xml:space="preserve">—</)
  expect(xml).toMatch(/hint="eastAsia"\/><\/w:rPr><w:t xml:space="preserve">户，“两新”产值同比</)
})

test('odd pages are numbered at the right, even pages at the left, with the moment opposite', async () => {
  const all = await parts()
  expect(all['word/settings.xml']).toContain('<w:evenAndOddHeaders/>')
  expect(all['word/footer1.xml']).toMatch(
    /w:rightChars="100".*"w:jc"|w:rightChars="100" w:right="316"\/><w:jc w:val="right"/,
  )
  expect(all['word/footer2.xml']).toContain('w:leftChars="100" w:left="316"/><w:jc w:val="left"/>')
  const moment = all['word/footer1.xml']!.slice(all['word/footer1.xml']!.indexOf('BookMoment'))
  expect(moment.replace(/<[^>]*>/g, '')).toContain('数据截至2026年7月4日00:05:09（北京时间）　封印 9f86d081884c7d65')
  expect(moment).toContain('<w:jc w:val="left"/>')
})

test('the signature, the date without leading zeros, and the moment in full in the properties', async () => {
  const all = await parts()
  const text = all['word/document.xml']!.replace(/<[^>]*>/g, '')
  expect(text).toMatch(/县人民政府：.*青溪镇人民政府2026年7月5日$/)
  expect(all['docProps/custom.xml']).toContain(`name="shishu:seal"><vt:lpwstr>${SEAL}</vt:lpwstr>`)
  expect(all['docProps/custom.xml']).toContain('<vt:lpwstr>2026-07-03T16:05:09.123Z</vt:lpwstr>')
  expect(all['docProps/core.xml']).toContain('<dc:title>青溪镇2026年上半年工作情况汇报</dc:title>')
})

test('an unsealed moment says so', async () => {
  const all = await parts({ ...DOCUMENT, seal: null })
  expect(all['word/footer1.xml']!.replace(/<[^>]*>/g, '')).toContain('未封印')
})

test('the same report is the same bytes', async () => {
  expect(await writeReportDocx(structuredClone(DOCUMENT))).toEqual(await writeReportDocx(DOCUMENT))
})

test('a tag that Word would refuse is refused here', async () => {
  const long = {
    ...DOCUMENT,
    report: { ...REPORT, slots: [{ slot: 2, text: '1', figure: figure('x'.repeat(60), '长', 1) }] },
  }
  await expect(writeReportDocx(long)).rejects.toThrow('word.tag-too-long')
})

test('characters that XML cannot hold do not reach the file', async () => {
  const odd = { ...DOCUMENT, issuer: '青溪镇\u0007人民\ud800政府' }
  const text = (await parts(odd))['word/document.xml']!
  expect(text.includes('\u0007')).toBe(false)
  expect(text).toContain('人民\ufffd政府')
})
