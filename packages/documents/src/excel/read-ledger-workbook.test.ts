import { kernelError } from '@shishu/kernel'
import { expect, test } from 'vitest'
import { contracts, LEDGERS, SUBSIDY_MERGES, SUBSIDY_ROWS, TOWN, TREE } from './excel.fixture.ts'
import { type ReadLedgerOptions, readLedgerWorkbook } from './read-ledger-workbook.ts'
import { type SheetSketch, type SketchCell, writeWorkbook } from './write-workbook.ts'

const read = (sheets: SheetSketch[], more: Partial<ReadLedgerOptions> = {}) =>
  readLedgerWorkbook(writeWorkbook({ sheets }), { ledgers: LEDGERS, orgTree: TREE, fileName: 'test.xlsx', ...more })

const subsidySheet = { name: '惠农补贴', rows: SUBSIDY_ROWS, merges: SUBSIDY_MERGES }

test('a sheet as an office keeps it is read whole', async () => {
  const { town, rows, faults, notices, sheets } = await read([subsidySheet, { name: 'Sheet2', rows: [] }])
  expect(faults).toEqual([])
  expect(town).toBe(TOWN)
  const base = { idNumber: null, item: 'grain' }
  expect(rows.map(({ orgUnit, values, rowNumber }) => [rowNumber, orgUnit, values])).toEqual([
    [
      5,
      '341899101201',
      { ...base, receiver: '甲一', idNumber: '341899198001010011', area: 1250, amount: 125050, paidOn: '2026-03-05' },
    ],
    [6, '341899101201', { ...base, receiver: '甲二', item: 'seed', area: 320, amount: 32000, paidOn: '2026-03-06' }],
    [8, '341899101202', { ...base, receiver: '乙　一', area: null, amount: 120000, paidOn: '2026-03-08' }],
    [9, '341899101003', { ...base, receiver: '乙二', area: 100, amount: 10000, paidOn: '2026-03-09' }],
  ])
  expect(notices.map(({ sheet, row, code }) => [sheet, row, code])).toEqual([
    ['惠农补贴', 7, 'subtotal-row'],
    ['惠农补贴', 12, 'subtotal-row'],
    ['惠农补贴', 13, 'note-row'],
    ['惠农补贴', 14, 'note-row'],
    ['Sheet2', null, 'sheet-empty'],
    ['惠农补贴', 10, 'duplicate-row'],
  ])
  expect(sheets).toMatchObject([
    { sheet: '惠农补贴', ledger: 'subsidies', year: 2026, orgUnitColumn: 'B', ignored: ['序号', '备注'], rows: 5 },
  ])
  expect(sheets[0]!.columns.map(({ column, field, unit }) => [column, field, unit])).toEqual([
    ['C', 'receiver', undefined],
    ['D', 'idNumber', undefined],
    ['E', 'item', undefined],
    ['F', 'area', 'mu'],
    ['G', 'amount', 'yuan'],
    ['H', 'paidOn', undefined],
  ])
})

test('all faults of a workbook are collected, each at its cell', async () => {
  const rows: SketchCell[][] = [
    ['云溪镇招商引资项目台账', null, null, null],
    ['项目名称', '计划投资（亿元）', '签约曰期', '所在村'],
    ['项目一', '1.2亩', '2026-2-30', '新桥村'],
    ['项目二', 123456789012345680, '2026-3-1', '西村'],
    [null, '约三千', '2026-3-1', '桃园'],
  ]
  const { faults, rows: read1 } = await read([{ name: '招商', rows, merges: ['A1:D1'] }])
  expect(read1).toEqual([])
  expect(faults.map(({ row, column, error }) => [row, column, error.code])).toEqual([
    [2, 'C', 'sheet.heading-unknown'],
    [2, null, 'sheet.column-missing'],
    [3, 'B', 'cell.wrong-unit'],
    [4, 'B', 'cell.number-damaged'],
    [4, 'D', 'cell.place-unknown'],
    [5, 'B', 'cell.not-a-number'],
    [5, 'D', 'cell.place-ambiguous'],
  ])
  expect(faults[0]!.error.text('zh')).toBe('没有“签约曰期”这一栏，是不是“签约日期”？请改正栏名；不用导入的栏请删去。')
})

test('what is wrong beyond a cell comes back at the column of its field', async () => {
  const rows: SketchCell[][] = [
    ['云溪镇招商引资项目台账'],
    ['项目名称', '签约日期', '开工日期', '开工用时（天）'],
    ['项目一', '2026-3-1', '2026-2-1', 3],
    ['项目二', '不详', '2026-2-1', null],
  ]
  const stated: unknown[] = []
  const { faults } = await read([{ name: '招商引资项目台账', rows }], {
    checkRow: (ledger, row) => {
      expect(ledger).toBe(contracts)
      stated.push(row.stated)
      return [
        { field: 'startedOn', error: kernelError('field.out-of-order', { earlier: '签约日期', later: '开工日期' }) },
        { field: 'signedOn', error: kernelError('field.required', { field: '签约日期' }) },
      ]
    },
  })
  expect(stated).toEqual([{ daysToStart: 3 }, undefined])
  expect(faults.map(({ row, column, error, found }) => [row, column, error.code, found])).toEqual([
    [3, 'C', 'field.out-of-order', '2026-2-1'],
    [3, 'B', 'field.required', '2026-3-1'],
    [4, 'B', 'cell.not-a-date', '不详'],
    [4, 'C', 'field.out-of-order', '2026-2-1'], // 签约日期 is not called missing: it is there, and wrong
  ])
})

test.each<[string, SketchCell[][], Partial<ReadLedgerOptions>, (string | null)[]]>([
  ['no town anywhere', [['招商引资项目台账'], ['项目名称', '签约日期']], {}, ['workbook.town-unknown']],
  ['the town as an option', [['招商引资项目台账'], ['项目名称', '签约日期']], { town: TOWN }, []],
  [
    'another town than the option',
    [['石岭镇招商引资项目台账'], ['项目名称', '签约日期']],
    { town: TOWN },
    ['workbook.two-towns'],
  ],
  ['two towns in one title line', [['云溪镇、石岭镇招商引资'], ['项目名称', '签约日期']], {}, ['workbook.two-towns']],
  [
    'a row of another town',
    [['云溪镇招商引资'], ['乡镇', '项目名称', '签约日期'], ['云溪', '甲', '2026-1-1'], ['石岭镇', '乙', '2026-1-1']],
    {},
    ['sheet.other-town'],
  ],
  [
    'a place left out, and a row without content',
    [
      ['云溪镇招商引资'],
      ['村', '项目名称', '签约日期'],
      ['东村', '甲', '2026-1-1'],
      [null, '乙', '2026-1-1'],
      ['新桥村', null, null],
    ],
    {},
    ['cell.place-missing'],
  ],
  ['no headings', [['云溪镇招商引资'], [1, 2]], {}, ['sheet.no-headings']],
  [
    'an unknown ledger',
    [['云溪镇食堂菜单'], ['菜名', '价钱', '厨师'], ['甲', '乙', '丙']],
    {},
    ['sheet.ledger-unknown'],
  ],
  [
    'a second table',
    [
      ['云溪镇招商引资'],
      ['项目名称', '签约日期', '开工日期'],
      ['甲', '2026-1-1', null],
      [],
      ['项目名称', '计划投资', '签约日期'],
    ],
    {},
    ['sheet.second-table'],
  ],
  [
    'a scaled unit nobody knows',
    [['云溪镇招商引资'], ['项目名称', '签约日期', '计划投资（百万美元）']],
    {},
    ['sheet.heading-unit'],
  ],
  ['one field twice', [['云溪镇招商引资'], ['项目名称', '签约日期', '签约 日期']], {}, ['sheet.column-twice']],
  ['a day without a year', [['云溪镇招商引资'], ['项目名称', '签约日期'], ['甲', '3月5日']], {}, ['cell.year-missing']],
  [
    'a year of its own column',
    [['云溪镇招商引资'], ['年度', '项目名称', '签约日期'], [2025, '甲', '3月5日'], ['今年', '乙', '2026-1-1']],
    {},
    ['cell.not-a-year'],
  ],
])('%s', async (_name, rows, options, codes) => {
  const { faults } = await read([{ name: 'Sheet1', rows }], options)
  expect(faults.map(({ error }) => error.code)).toEqual(codes)
})

test('a workbook may bring its own org units', async () => {
  const { faults, rows, orgUnits } = await read([
    {
      name: '组织单位',
      rows: [['云溪镇组织单位表'], ['代码', '名称'], ['341899101205', '新设村'], [341899101206, '新建村']],
    },
    { name: '招商引资', rows: [['云溪镇招商引资'], ['村', '项目名称', '签约日期'], ['新设村', '甲', '2026-1-1']] },
  ])
  expect(faults).toEqual([])
  expect(orgUnits.map(({ code }) => code)).toEqual(['341899101205', '341899101206'])
  expect(rows).toMatchObject([{ orgUnit: '341899101205' }])
})

test('a village that filled in the table is the place of its entries', async () => {
  const rows = [
    ['招商引资项目台账'],
    ['填报单位（盖章）：新桥村村民委员会'],
    ['项目名称', '签约日期'],
    ['甲', '2026-1-1'],
  ]
  const { rows: entries, faults } = await read([{ name: 'Sheet1', rows }], { town: TOWN })
  expect(faults).toEqual([])
  expect(entries).toMatchObject([{ orgUnit: '341899101201', ledger: 'contracts' }])
})

test('nothing at all is an error', async () => {
  await expect(read([{ name: 'Sheet1', rows: [] }])).rejects.toMatchObject({ code: 'workbook.no-rows' })
})

test('20,000 rows of 15 columns are read and matched in about two seconds', async () => {
  const heads: SketchCell[] = [
    '序号',
    '村',
    '户主姓名',
    '身份证号',
    '项目',
    '补贴面积（亩）',
    '补贴金额（元）',
    '发放日期',
    '是否核查',
    '备注',
  ]
  const rows: SketchCell[][] = [['云溪镇2026年惠农补贴发放台账'], heads]
  for (let at = 0; at < 20_000; at += 1) {
    rows.push([
      at,
      '新桥村',
      `户${at}`,
      '341899198001010011',
      '粮食直补',
      3.5,
      `${at}.5`,
      '2026.3.5',
      '是',
      '无',
      1,
      2,
      3,
      4,
      5,
    ])
  }
  const bytes = writeWorkbook({ sheets: [{ name: '惠农补贴', rows, merges: ['A1:J1'] }] })
  const start = performance.now()
  const result = await readLedgerWorkbook(bytes, { ledgers: LEDGERS, orgTree: TREE, fileName: 'big.xlsx' })
  const took = performance.now() - start
  expect(result.rows).toHaveLength(20_000)
  console.log(`20,000 × 15: ${Math.round(took)} ms`)
  expect(took).toBeLessThan(10_000)
})
