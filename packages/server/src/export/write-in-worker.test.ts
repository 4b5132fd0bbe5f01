import { monitorEventLoopDelay } from 'node:perf_hooks'
import { writeWorkbook } from '@shishu/documents'
import { expect, test } from 'vitest'
import { type SheetRow, writeSheet } from './write-in-worker.ts'

async function* pagesOf(rows: readonly SheetRow[], size = 500): AsyncGenerator<readonly SheetRow[]> {
  for (let at = 0; at < rows.length; at += size) yield rows.slice(at, at + size)
}
const rowsOf = (count: number): SheetRow[] =>
  Array.from({ length: count }, (_, at) => [`第 ${at} 行`, at, { date: '2026-03-05' }, null, true, `=${at}`])

test('a thread of its own writes the same bytes as this one', async () => {
  const rows = rowsOf(1200)
  const here = writeWorkbook({ sheets: [{ name: '台账', rows }] })
  for (const smallRows of [0, 5000]) {
    const written = await writeSheet('台账', pagesOf(rows), { smallRows })
    expect(Buffer.compare(written, here), `${smallRows}`).toBe(0)
  }
})

test('a large workbook does not hold up the others', async () => {
  const rows = rowsOf(20_000)
  const delay = monitorEventLoopDelay({ resolution: 5 })
  const began = performance.now()
  writeWorkbook({ sheets: [{ name: '台账', rows }] })
  const here = performance.now() - began
  delay.enable()
  await writeSheet('台账', pagesOf(rows))
  delay.disable()
  expect(delay.max / 1e6).toBeLessThan(here / 2)
})

test('where reading fails half way, so does the workbook', async () => {
  async function* broken() {
    yield rowsOf(600)
    throw new Error('no more')
  }
  await expect(writeSheet('台账', broken())).rejects.toThrow('no more')
})
