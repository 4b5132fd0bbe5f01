import { setTimeout as sleep } from 'node:timers/promises'
import { writeWorkbook } from '@shishu/documents'
import { orgTree } from '@shishu/kernel'
import { packLibrary } from '@shishu/pack-library'
import { expect, test } from 'vitest'
import { readInWorker } from './read-in-worker.ts'
import { readHere } from './workbook-reader.ts'

const options = {
  ledgers: packLibrary.ledgers,
  orgTree: orgTree([
    { code: '340000000000', name: '安省' },
    { code: '341800000000', name: '宣市' },
    { code: '341899000000', name: '青县' },
    { code: '341899101000', name: '青石镇' },
    { code: '341899101001', name: '上村' },
  ]),
  fileName: '台账.xlsx',
}
const visits = (rows: readonly (readonly (string | number)[])[]) =>
  writeWorkbook({
    sheets: [{ name: '到馆台账', rows: [['到馆台账'], ['填报单位：青石镇'], ['村', '日期', '人数'], ...rows] }],
  })
const DAYS = Array.from({ length: 500 }, (_, n) => new Date(Date.UTC(2025, 0, 1 + n)).toISOString().slice(0, 10))

test('a thread of its own reads and marks as this one does, faults and all', async () => {
  const bytes = visits([...DAYS.map((day, n) => ['上村', day, n]), ['外村', '2026-02-30', 'many']])
  const counted: number[] = []
  const here = await readHere.read(bytes, options, () => undefined)
  const there = await readInWorker().read(bytes, options, (rows) => counted.push(rows))
  expect(here.faults.length).toBeGreaterThan(1)
  expect(there).toEqual(here)
  expect(there.faults[0]!.error.text('zh')).toBe(here.faults[0]!.error.text('zh'))
  expect(counted).toEqual([200, 400])
  const marked = await readHere.mark(bytes, here.faults, 'zh')
  expect(Buffer.compare(await readInWorker().mark(bytes, there.faults, 'zh'), marked)).toBe(0)
})

test('a refusal comes back as it was thrown', async () => {
  const empty = writeWorkbook({ sheets: [{ name: '空', rows: [] }] })
  await expect(readInWorker().read(empty, options, () => undefined)).rejects.toMatchObject({
    name: 'ShishuError',
    code: 'workbook.no-rows',
    facts: { file: '台账.xlsx' },
  })
})

test('the signal ends the reading at once', async () => {
  const stop = new AbortController()
  const reading = readInWorker(stop.signal).read(visits([]), options, () => undefined)
  await sleep(5)
  stop.abort(new Error('stopped'))
  await expect(reading).rejects.toThrow('stopped')
  await expect(readInWorker(stop.signal).read(visits([]), options, () => undefined)).rejects.toThrow('stopped')
})
