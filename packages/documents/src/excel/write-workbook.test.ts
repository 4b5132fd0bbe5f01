import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { readWorkbook } from './read-workbook.ts'
import { writeWorkbook } from './write-workbook.ts'
import { readZip } from './zip-parts.ts'

const sketch = {
  sheets: [
    {
      name: '台账 <1> & "2"',
      rows: [
        ['标题', null],
        [{ text: '名称', bold: true }, '=1+1'],
        ['+1', '-1'],
        ['@x', "<&>'\u0001"],
        [1.5, true],
        [{ date: '2026-03-05' }, null],
      ],
      merges: ['A1:B1'],
      widths: [20],
    },
  ],
}

test('what is written is read again, and a string never becomes a formula', async () => {
  const { sheets } = await readWorkbook(writeWorkbook(sketch))
  expect(sheets[0]!.name).toBe('台账 <1> & "2"')
  expect(sheets[0]!.rows.map((row) => row.map(({ value }) => value))).toEqual([
    ['标题', null],
    ['名称', '=1+1'],
    ['+1', '-1'],
    ['@x', "<&>'"],
    [1.5, true],
    ['2026-03-05', null],
  ])
  expect(sheets[0]!.merges).toEqual([{ top: 0, left: 0, bottom: 0, right: 1 }])
  expect(Buffer.from(readZip(writeWorkbook(sketch)).get('xl/worksheets/sheet1.xml')!).toString()).not.toContain('<f>')
})

test('the same sketch gives the same bytes, in any time zone', () => {
  const digest = () => createHash('sha256').update(writeWorkbook(sketch)).digest('hex')
  const zone = process.env.TZ
  const first = digest()
  process.env.TZ = 'America/New_York'
  expect(digest()).toBe(first)
  if (zone === undefined) delete process.env.TZ
  else process.env.TZ = zone
})
